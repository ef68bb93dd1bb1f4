package dev.agentledger.server.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An event that its projection cannot digest, seen and mended by an operator. */
class DeadLettersOverHttpTest extends RunningLedger {

  private static final String LETTERS = "/api/v1/dead-letters";

  @Autowired private JdbcClient database;

  @BeforeEach
  void agentsOfOneNameCannotBeWritten() {
    database
        .sql(
            """
            alter table agent_directory_g1.agent add constraint no_poison check (slug <> 'poison')
            """)
        .update();
  }

  @AfterEach
  void agentsOfAllNamesCanBeWritten() {
    database
        .sql("alter table agent_directory_g1.agent drop constraint if exists no_poison")
        .update();
  }

  @Test
  void itsStreamWaitsWhileOthersGoOnAndIsFollowedAgainOnRetry() {
    var operator = as("olga", "operator");

    // When the event of one agent cannot be digested
    post(builder(), "/api/v1/agents", doubler("poison")).expectStatus().isEqualTo(503);

    // then it waits, its half-written rows are gone, and others go on
    var letter = theOnly(bodyOf(get(operator, LETTERS)));
    assertThat(letter.path("group").asText()).isEqualTo("agent-directory");
    assertThat(letter.path("contract").asText()).isEqualTo("agent.drafted");
    assertThat(letter.path("cause").asText()).contains("no_poison");
    get(builder(), "/api/v1/agents/poison").expectStatus().isNotFound();
    post(builder(), "/api/v1/agents", doubler("healthy")).expectStatus().isCreated();

    // and trying again does not help as long as the cause is there
    var retry =
        "%s/%s/%s/retry"
            .formatted(LETTERS, letter.path("group").asText(), letter.path("eventId").asText());
    assertThat(bodyOf(post(operator, retry)).path("resolved").asBoolean()).isFalse();
    theOnly(bodyOf(get(operator, LETTERS)));

    // but does when it is gone.
    agentsOfAllNamesCanBeWritten();
    assertThat(bodyOf(post(operator, retry)).path("resolved").asBoolean()).isTrue();
    assertThat(bodyOf(get(operator, LETTERS)).path("items")).isEmpty();
    await("the agent is there")
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> get(builder(), "/api/v1/agents/poison").expectStatus().isOk());
  }

  @Test
  void onlyOperatorsSeeThem() {
    get(builder(), LETTERS).expectStatus().isForbidden();
  }

  private static JsonNode theOnly(JsonNode letters) {
    assertThat(letters.path("items")).hasSize(1);
    return letters.path("items").get(0);
  }
}
