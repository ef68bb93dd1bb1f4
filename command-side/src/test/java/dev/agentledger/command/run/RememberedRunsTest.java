package dev.agentledger.command.run;

import static dev.agentledger.events.EventSamples.RUN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentledger.api.CommandMetadata;
import dev.agentledger.api.run.RecordCodeReturned;
import dev.agentledger.api.run.ReinvokeCode;
import dev.agentledger.command.Node;
import dev.agentledger.command.log.PostgresEventLog;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Of many runs few are under way, and only those are worth their memory. */
class RememberedRunsTest {

  private final PostgresEventLog log = new PostgresEventLog();
  private Node node;

  @BeforeEach
  void start() {
    node = new Node(log, Run.class);
  }

  @AfterEach
  void stop() {
    node.close();
    log.close();
  }

  @Test
  void aRunIsRememberedUntilItEnds() throws Exception {
    node.send(RunStory.start(RunStory.CODE));
    node.send(new ReinvokeCode(RUN, 1, 1));
    node.send(new RecordCodeReturned(RUN, 1, 2, "done", List.of(), 1));
    assertThat(node.log().eventsRead()).isZero();

    assertThat(node.send(new RecordCodeReturned(RUN, 1, 2, "done", List.of(), 1)).count()).isZero();

    assertThat(node.log().eventsRead()).isPositive();
  }

  @Test
  void aRunBeginsWithoutALookForIt() throws Exception {
    assertThat(node.send(RunStory.start(RunStory.CODE)).count()).isPositive();

    assertThat(node.log().looks()).isZero();
  }

  @Test
  void aRunThatIsThereAlreadyIsFoundByTheConflict() throws Exception {
    node.send(RunStory.start(RunStory.CODE));
    node.log().appends();
    try (var other = new Node(log, Run.class)) {
      var again = other.send(RunStory.start(RunStory.CODE));

      assertThat(again.count()).isZero();
      assertThat(again.version()).isEqualTo(1);
      assertThat(other.log().appends()).isEqualTo(1);
      assertThat(other.log().eventsRead()).isPositive();
    }
  }

  @Test
  void aDryRunOfOneThatIsThereAlreadyTellsThatNothingIsRecorded() throws Exception {
    node.send(RunStory.start(RunStory.CODE));
    try (var other = new Node(log, Run.class)) {
      var wouldBe =
          other.send(RunStory.start(RunStory.CODE), Map.of(CommandMetadata.DRY_RUN, true));

      assertThat(wouldBe.facts()).isEmpty();
    }
  }
}
