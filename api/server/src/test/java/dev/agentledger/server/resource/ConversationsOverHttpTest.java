package dev.agentledger.server.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Conversations as callers have them. */
class ConversationsOverHttpTest extends TalkingLedger {

  @BeforeEach
  void anAgentTalks() {
    inService(talker("support"));
  }

  private JsonNode opened() {
    return opened(Map.of("agent", "support", "title", "Help", "labels", Map.of("channel", "web")));
  }

  @Test
  void theAgentIsToldWhatWasSaidBefore() {
    var conversation = opened();

    said(conversation, Map.of("turnId", "t1", "content", "Hello"))
        .expectStatus()
        .isOk()
        .expectHeader()
        .valueEquals("Preference-Applied", "wait=30")
        .expectBody()
        .jsonPath("$.status")
        .isEqualTo("answered")
        .jsonPath("$.answer")
        .value(answer -> assertThat(answer.toString()).contains("1 message(s)"));
    said(conversation, Map.of("content", "And again"))
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.answer")
        .value(answer -> assertThat(answer.toString()).contains("3 message(s)"));

    var turns = bodyOf(get(operator(), addressOf(conversation) + "/turns"));
    assertThat(turns.path("items").findValuesAsText("content"))
        .containsExactly("Hello", "And again");
    var run = turns.at("/items/0/runId").asText();
    get(operator(), "/api/v1/runs/" + run)
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.status")
        .isEqualTo("completed")
        .jsonPath("$.input")
        .isEqualTo("Hello");
    get(operator(), CONVERSATIONS + "?label=channel:web&agent=support")
        .expectBody()
        .jsonPath("$.items[0].status")
        .isEqualTo("idle");
  }

  @Test
  void theSameTurnHasOneAnswerAndAnotherUnderItsIdIsRefused() {
    var conversation = opened();
    var first = bodyOf(said(conversation, Map.of("turnId", "t1", "content", "Hello")));

    var again = bodyOf(said(conversation, Map.of("turnId", "t1", "content", "Hello")));

    assertThat(again).isEqualTo(first);
    said(conversation, Map.of("turnId", "t1", "content", "Good bye"))
        .expectStatus()
        .isEqualTo(409)
        .expectBody()
        .jsonPath("$.type")
        .isEqualTo("urn:agent-ledger:problem:already-exists");
  }

  @Test
  void turnsThatWaitAreAnsweredOneAfterTheOther() {
    var conversation = opened();
    for (var i = 0; i < 4; i++) {
      post(
              operator(),
              addressOf(conversation) + "/turns",
              Map.of("turnId", "t" + i, "content", "Question " + i))
          .expectStatus()
          .is2xxSuccessful();
    }

    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(turns(conversation))
                    .hasSize(4)
                    .allSatisfy(
                        turn -> assertThat(turn.path("status").asText()).isEqualTo("answered")));
    assertThat(turns(conversation).getLast().path("answer").asText()).contains("7 message(s)");
  }

  @Test
  void aPersonTakesOverAndGivesBack() {
    var conversation = opened();
    var address = addressOf(conversation);
    post(operator(), address + "/reply", Map.of("content", "Me?")).expectStatus().isEqualTo(409);
    post(operator(), address + "/hand-over", Map.of("reason", "Wants a person"))
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.status")
        .isEqualTo("handed-over");
    said(conversation, Map.of("turnId", "t1", "content", "Are you there?"))
        .expectStatus()
        .isAccepted()
        .expectBody()
        .jsonPath("$.status")
        .isEqualTo("with-person");
    post(operator(), address + "/reply", Map.of("content", "I am")).expectStatus().isOk();
    post(operator(), address + "/return").expectStatus().isOk();

    assertThat(bodyOf(said(conversation, Map.of("content", "Go on"))).path("answer").asText())
        .contains("3 message(s)");
    post(operator(), address + "/close", Map.of("reason", "Done")).expectStatus().isOk();
    said(conversation, Map.of("content", "One more"))
        .expectStatus()
        .isEqualTo(409)
        .expectBody()
        .jsonPath("$.type")
        .isEqualTo("urn:agent-ledger:problem:wrong-state");
  }

  @Test
  void whatHasNoRoomIsDroppedAndThatIsRecorded() {
    var conversation =
        opened(
            Map.of(
                "agent", "support", "contextWindow", Map.of("maxTokens", 400, "overflow", "drop")));
    said(conversation, Map.of("turnId", "t1", "content", "word ".repeat(300)));
    var second = bodyOf(said(conversation, Map.of("turnId", "t2", "content", "word ".repeat(200))));

    assertThat(second.path("answer").asText()).contains("1 message(s)");
    assertThat(turns(conversation).getFirst().path("inContext").asBoolean()).isFalse();
    var trimmed = factsOf(conversation, "conversation.context-trimmed");
    assertThat(trimmed).hasSize(1);
    assertThat(trimmed.getFirst().at("/payload/turns/0").asText()).isEqualTo("t1");
    assertThat(trimmed.getFirst().at("/payload/tokensBefore").asLong()).isGreaterThan(500);
  }

  @Test
  void whatHasNoRoomIsSummedUpByARunOfItsOwn() {
    var conversation =
        opened(
            Map.of(
                "agent",
                "support",
                "contextWindow",
                Map.of("maxTokens", 600, "overflow", "summarise")));
    said(conversation, Map.of("turnId", "t1", "content", "word ".repeat(400)));
    var second = bodyOf(said(conversation, Map.of("turnId", "t2", "content", "word ".repeat(200))));

    assertThat(second.path("answer").asText()).as("summary and turn").contains("2 message(s)");
    var trimmed = factsOf(conversation, "conversation.context-trimmed").getFirst();
    assertThat(trimmed.at("/payload/summary").asText()).startsWith("This is a rehearsal");
    get(operator(), "/api/v1/runs/" + trimmed.at("/payload/summaryRunId").asText())
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.labels.purpose")
        .isEqualTo("summary");
  }

  @Test
  void anAgentWithASchemaTakesWhatFits() {
    inService(doubler("doubling"));
    var conversation = opened(Map.of("agent", "doubling"));

    assertThat(bodyOf(said(conversation, Map.of("content", "{\"n\": 4}"))).path("answer").asText())
        .isEqualTo("{\"twice\":8}");
    said(conversation, Map.of("content", "four"))
        .expectStatus()
        .isEqualTo(422)
        .expectBody()
        .jsonPath("$.detail")
        .value(detail -> assertThat(detail.toString()).contains("send a text that is JSON"));
  }

  @Test
  void whoMayOnlyLookDoesNotTalk() {
    var viewer = as("vera", "viewer");
    var conversation = opened();

    post(viewer, CONVERSATIONS, Map.of("agent", "support")).expectStatus().isForbidden();
    post(viewer, addressOf(conversation) + "/turns", Map.of("content", "x"))
        .expectStatus()
        .isForbidden();
    get(viewer, addressOf(conversation)).expectStatus().isOk();
    post(operator(), CONVERSATIONS, Map.of("agent", "nobody")).expectStatus().isNotFound();
    get(operator(), CONVERSATIONS + "/cnv_nowhere").expectStatus().isNotFound();
    get(operator(), CONVERSATIONS + "/cnv_nowhere/turns").expectStatus().isNotFound();
  }

  private List<JsonNode> turns(JsonNode conversation) {
    return items(bodyOf(get(operator(), addressOf(conversation) + "/turns")));
  }

  private List<JsonNode> factsOf(JsonNode conversation, String contract) {
    var id = conversation.path("conversationId").asText();
    return items(
            bodyOf(
                get(as("aude", "auditor"), "/api/v1/audit/events?limit=200&contract=" + contract)))
        .stream()
        .filter(event -> event.path("streamId").asText().equals(id))
        .toList();
  }

  private static List<JsonNode> items(JsonNode page) {
    return StreamSupport.stream(page.path("items").spliterator(), false).toList();
  }
}
