package dev.agentledger.server.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an agent is not told any more is summed up by its model, if that can be had. */
class SummariesOverHttpTest extends SpeakingLedger {

  private static final String MANY_WORDS = "word ".repeat(400);

  /** A conversation whose second turn has no room beside the first. */
  private JsonNode full(String agent) {
    inService(speaker(agent));
    var conversation =
        opened(
            Map.of(
                "agent",
                agent,
                "contextWindow",
                Map.of("maxTokens", 600, "overflow", "summarise")));
    take(conversation, "t1", MANY_WORDS);
    MODEL.asked(agent).says("Noted").ends();
    answered(conversation, "t1");
    take(conversation, "t2", "word ".repeat(200));
    return conversation;
  }

  private void take(JsonNode conversation, String turnId, String content) {
    post(
            operator(),
            addressOf(conversation) + "/turns",
            Map.of("turnId", turnId, "content", content))
        .expectStatus()
        .isAccepted();
  }

  private JsonNode answered(JsonNode conversation, String turnId) {
    var address = addressOf(conversation) + "/turns/" + turnId;
    return await()
        .atMost(PATIENCE)
        .until(
            () -> bodyOf(get(operator(), address)),
            turn -> turn.path("status").asText().equals("answered"));
  }

  private JsonNode trimming(JsonNode conversation) {
    var id = conversation.path("conversationId").asText();
    var address = "/api/v1/audit/events?limit=200&contract=conversation.context-trimmed";
    return items(bodyOf(get(as("aude", "auditor"), address))).stream()
        .filter(event -> event.path("streamId").asText().equals(id))
        .findFirst()
        .orElseThrow()
        .path("payload");
  }

  @Test
  void itsPlaceIsTakenByTheSummary() {
    var conversation = full("summing");
    var asked = MODEL.asked("summing");
    assertThat(asked.messages().getLast()).startsWith("Sum up our conversation so far");
    asked.says("Many words").ends();

    var turn = MODEL.asked("summing");
    assertThat(turn.messages().get(1)).endsWith("Many words");
    assertThat(turn.messages()).doesNotContain(MANY_WORDS);
    turn.says("Thanks").ends();

    answered(conversation, "t2");
    assertThat(trimming(conversation).path("summary").asText()).isEqualTo("Many words");
  }

  @Test
  void withoutAModelForTheSummaryTheOldestTurnsAreDroppedAndThatIsRecorded() {
    var conversation = full("speechless");
    MODEL.asked("speechless").refuses();

    var turn = MODEL.asked("speechless");
    assertThat(turn.messages()).hasSize(2).doesNotContain(MANY_WORDS);
    turn.says("Here I am").ends();

    assertThat(answered(conversation, "t2").path("answer").asText()).isEqualTo("Here I am");
    var trimmed = trimming(conversation);
    assertThat(trimmed.path("turns").path(0).asText()).isEqualTo("t1");
    assertThat(trimmed.path("summary").isTextual()).isFalse();
    assertThat(trimmed.path("note").asText()).startsWith("The summary was given up: ");
    reached(trimmed.path("summaryRunId").asText(), "cancelled");
    assertThat(MODEL.requestsTo("speechless")).isEqualTo(3);
  }
}
