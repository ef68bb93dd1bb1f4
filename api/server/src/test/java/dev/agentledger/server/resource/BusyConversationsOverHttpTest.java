package dev.agentledger.server.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient;

/** What becomes of a turn that comes while another is being answered. */
class BusyConversationsOverHttpTest extends SpeakingLedger {

  /** A conversation in which the model was asked for an answer to the turn {@code t1}. */
  private JsonNode busy(String agent) {
    inService(speaker(agent));
    var conversation = opened(Map.of("agent", agent));
    take(conversation, Map.of("turnId", "t1", "content", "First")).expectStatus().isAccepted();
    return conversation;
  }

  private WebTestClient.ResponseSpec take(JsonNode conversation, Map<String, ?> turn) {
    return post(operator(), addressOf(conversation) + "/turns", turn);
  }

  private JsonNode turn(JsonNode conversation, String turnId) {
    return bodyOf(get(operator(), addressOf(conversation) + "/turns/" + turnId));
  }

  private JsonNode reached(JsonNode conversation, String turnId, String status) {
    return await()
        .atMost(PATIENCE)
        .until(
            () -> turn(conversation, turnId), turn -> turn.path("status").asText().equals(status));
  }

  @Test
  void interruptsItWhenTheCallerWantsThat() {
    var conversation = busy("interrupted");
    var first = MODEL.asked("interrupted").says("Let me think");

    var second =
        bodyOf(
            take(conversation, Map.of("turnId", "t2", "content", "Second", "whenBusy", "interrupt"))
                .expectStatus()
                .isAccepted());

    assertThat(second.path("status").asText()).isEqualTo("running");
    var interrupted = turn(conversation, "t1");
    assertThat(interrupted.path("status").asText()).isEqualTo("interrupted");
    reached(interrupted.path("runId").asText(), "cancelled");
    await().atMost(PATIENCE).until(first::isLeft);
    var asked = MODEL.asked("interrupted");
    assertThat(asked.messages()).containsExactly("Be brief.", "First", "Second");
    asked.says("Done").ends();
    assertThat(reached(conversation, "t2", "answered").path("answer").asText()).isEqualTo("Done");
    assertThat(turns(conversation))
        .extracting(
            turn -> turn.path("turnId").asText(),
            turn -> turn.path("status").asText(),
            turn -> turn.path("answer").asText(""))
        .containsExactly(tuple("t1", "interrupted", ""), tuple("t2", "answered", "Done"));
  }

  @Test
  void isRefusedWhenTheCallerWantsThat() {
    var conversation = busy("refusing");

    take(conversation, Map.of("turnId", "t2", "content", "Second", "whenBusy", "reject"))
        .expectStatus()
        .isEqualTo(409)
        .expectBody()
        .jsonPath("$.type")
        .isEqualTo("urn:agent-ledger:problem:wrong-state")
        .jsonPath("$.detail")
        .value(detail -> assertThat(detail.toString()).endsWith("is answering turn t1"));

    MODEL.asked("refusing").says("First answer").ends();
    reached(conversation, "t1", "answered");
    assertThat(turns(conversation)).hasSize(1);
    take(conversation, Map.of("turnId", "t2", "content", "Second", "whenBusy", "reject"))
        .expectStatus()
        .isAccepted();
    MODEL.asked("refusing").says("Second answer").ends();
    reached(conversation, "t2", "answered");
  }

  @Test
  void waitsForItsAnswerOtherwise() {
    var conversation = busy("queueing");
    var first = MODEL.asked("queueing");

    take(conversation, Map.of("turnId", "t2", "content", "Second"))
        .expectStatus()
        .isAccepted()
        .expectBody()
        .jsonPath("$.status")
        .isEqualTo("queued");
    assertThat(MODEL.requestsTo("queueing")).isEqualTo(1);
    first.says("One").ends();
    var second = MODEL.asked("queueing");
    assertThat(second.messages()).containsExactly("Be brief.", "First", "One", "Second");
    second.says("Two").ends();

    assertThat(reached(conversation, "t2", "answered").path("answer").asText()).isEqualTo("Two");
  }

  @Test
  void isTheSameTurnWhenItComesTwice() {
    var conversation = busy("repeated");
    var again =
        bodyOf(
            take(conversation, Map.of("turnId", "t1", "content", "First", "whenBusy", "interrupt"))
                .expectStatus()
                .isAccepted());

    assertThat(again.path("status").asText()).isEqualTo("running");
    take(conversation, Map.of("turnId", "t1", "content", "Other", "whenBusy", "interrupt"))
        .expectStatus()
        .isEqualTo(409);
    MODEL.asked("repeated").says("Once").ends();
    reached(conversation, "t1", "answered");
    assertThat(turns(conversation)).hasSize(1);
    assertThat(MODEL.requestsTo("repeated")).isEqualTo(1);
  }

  @Test
  void isAnsweredNextWhenTheOneBeforeItIsCancelled() {
    var conversation = busy("cancelled-turn");
    MODEL.asked("cancelled-turn");
    take(conversation, Map.of("turnId", "t2", "content", "Second")).expectStatus().isAccepted();

    post(operator(), addressOf(conversation) + "/turns/t1/cancel", Map.of("reason", "Never mind"))
        .expectStatus()
        .isOk();

    MODEL.asked("cancelled-turn").says("To the second").ends();
    assertThat(reached(conversation, "t2", "answered").path("answer").asText())
        .isEqualTo("To the second");
    assertThat(turn(conversation, "t1").path("status").asText()).isEqualTo("interrupted");
  }
}
