package dev.agentledger.server.resource;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** The whole program with agents that talk, by the rehearsal, which says how much it was told. */
abstract class TalkingLedger extends RunningLedger {

  static final String AGENTS = "/api/v1/agents";
  static final String CONVERSATIONS = "/api/v1/conversations";
  private static final String APPROVALS = "/api/v1/approvals";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  WebTestClient operator() {
    return as("olga", "operator");
  }

  /** An agent whose answers say of how many messages it was told. */
  static Map<String, Object> talker(String slug) {
    var definition = new HashMap<String, Object>();
    definition.put("slug", slug);
    definition.put("name", "Talker " + slug);
    definition.put("kind", "context");
    definition.put("inputModes", List.of("text/plain"));
    definition.put("outputModes", List.of("text/plain"));
    definition.put("systemPrompt", "Be brief.");
    definition.put("model", Map.of("name", "rehearsal/rehearsal"));
    return definition;
  }

  /** Has an agent with this definition in service, whatever it takes. */
  void inService(Map<String, Object> definition) {
    var slug = String.valueOf(definition.get("slug"));
    var known = get(builder(), AGENTS + "/" + slug).returnResult(String.class).getStatus();
    if (known.value() != HttpStatus.NOT_FOUND.value()) {
      return;
    }
    drafted(definition);
    post(builder(), AGENTS + "/" + slug + "/promote").expectStatus().isAccepted();
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              var pending = bodyOf(get(approver(), APPROVALS + "?status=pending&subject=" + slug));
              for (var approval : pending.path("items")) {
                var id = approval.path("approvalId").asText();
                post(approver(), APPROVALS + "/" + id + "/approve");
              }
              return bodyOf(get(builder(), AGENTS + "/" + slug))
                  .path("status")
                  .asText()
                  .equals("active");
            });
  }

  JsonNode opened(Map<String, ?> order) {
    return bodyOf(post(operator(), CONVERSATIONS, order).expectStatus().isCreated());
  }

  static String addressOf(JsonNode conversation) {
    return CONVERSATIONS + "/" + conversation.path("conversationId").asText();
  }

  /** Says something and waits for the answer. */
  WebTestClient.ResponseSpec said(JsonNode conversation, Map<String, ?> turn) {
    return operator()
        .post()
        .uri(addressOf(conversation) + "/turns")
        .header("Prefer", "wait=30")
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(turn)
        .exchange();
  }
}
