package dev.agentledger.query.projection;

import static dev.agentledger.query.Samples.ACME;
import static dev.agentledger.query.Samples.ADA;
import static dev.agentledger.query.Samples.definition;
import static dev.agentledger.query.Samples.drafted;
import static dev.agentledger.query.Samples.revised;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentledger.api.agent.AgentView;
import dev.agentledger.api.agent.FindAgent;
import dev.agentledger.api.projection.ParkedStream;
import dev.agentledger.api.projection.ProjectionDeadLetters;
import dev.agentledger.events.agent.AgentId;
import dev.agentledger.query.QuerySide;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeadLettersTest {

  private static final String DIRECTORY = "agent-directory";
  private static final AgentId POISON = AgentId.of(ACME, "poison");
  private static final AgentId HEALTHY = AgentId.of(ACME, "healthy");

  private QuerySide side;
  private ProjectionDeadLetters letters;

  @BeforeEach
  void agentsOfOneNameCannotBeWritten() {
    side = QuerySide.start();
    letters = side.component(ProjectionDeadLetters.class);
    side.jdbc()
        .sql(
            """
            alter table agent_directory_g1.agent add constraint no_poison check (slug <> 'poison')
            """)
        .update();
  }

  @AfterEach
  void stop() {
    side.close();
  }

  private void agentsOfAllNamesCanBeWritten() {
    side.jdbc().sql("alter table agent_directory_g1.agent drop constraint no_poison").update();
  }

  private void publish(String slug) {
    side.publish(ADA, "agent", AgentId.of(ACME, slug).value(), drafted(definition(slug, "a")));
  }

  private void revise(String slug, int number) {
    side.publish(
        ADA, "agent", AgentId.of(ACME, slug).value(), revised(number, definition(slug, "b")));
  }

  private ParkedStream theOnly() {
    assertThat(letters.of(ACME)).hasSize(1);
    return letters.of(ACME).getFirst();
  }

  private AgentView seen(AgentId agent) {
    return side.find(new FindAgent(ACME, agent), AgentView.class);
  }

  @Test
  void aStreamWaitsWhileOthersGoOnAndIsFollowedAgainOnRetry() {
    // When one event cannot be digested
    publish("poison");
    publish("healthy");
    side.awaitCaughtUp(DIRECTORY);
    revise("poison", 2);
    revise("healthy", 2);
    side.awaitCaughtUp(DIRECTORY);

    // then its stream waits and others go on,
    assertThat(theOnly().projection()).isEqualTo(DIRECTORY);
    assertThat(theOnly().streamId()).isEqualTo(POISON.value());
    assertThat(theOnly().contract()).isEqualTo("agent.drafted");
    assertThat(theOnly().waiting()).isEqualTo(2);
    assertThat(theOnly().cause()).contains("no_poison");
    assertThat(letters.of("globex")).isEmpty();
    assertThat(seen(POISON)).isNull();
    assertThat(seen(HEALTHY).streamVersion()).isEqualTo(1);

    // trying again does not help as long as the cause is there,
    assertThat(letters.retry(DIRECTORY, POISON.value())).isFalse();
    assertThat(theOnly().waiting()).isEqualTo(2);

    // but does when it is gone, and the stream is followed as any other.
    agentsOfAllNamesCanBeWritten();
    assertThat(letters.retry(DIRECTORY, POISON.value())).isTrue();
    assertThat(letters.of(ACME)).isEmpty();
    assertThat(seen(POISON).streamVersion()).isEqualTo(1);
    revise("poison", 3);
    side.awaitCaughtUp(DIRECTORY);
    assertThat(seen(POISON).streamVersion()).isEqualTo(2);
    assertThat(letters.of(ACME)).isEmpty();
  }

  @Test
  void otherStreamsOfTheSameBatchAreWritten() {
    side.stopProjecting();
    for (var i = 0; i < 20; i++) {
      publish(i == 7 ? "poison" : "beside-" + i);
    }

    side.startProjecting();
    side.awaitCaughtUp(DIRECTORY);

    assertThat(theOnly().streamId()).isEqualTo(POISON.value());
    assertThat(side.jdbc().sql("select count(*) from agent").query(Long.class).single())
        .isEqualTo(19);
  }

  @Test
  void whatIsDiscardedWaitsNoLonger() {
    publish("poison");
    side.awaitCaughtUp(DIRECTORY);
    var letter = theOnly();

    letters.discard(DIRECTORY, letter.streamId(), "another event");
    assertThat(theOnly()).isEqualTo(letter);
    letters.discard(DIRECTORY, letter.streamId(), letter.eventId());

    assertThat(letters.of(ACME)).isEmpty();
  }
}
