package dev.agentledger.server.resource;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The whole program with models that say what a test has them say, when it has them say it. */
abstract class SpeakingLedger extends TalkingLedger {

  static final SpeakingModel MODEL = new SpeakingModel();
  static final String RUNS = "/api/v1/runs";
  static final Duration PATIENCE = Duration.ofSeconds(60);

  @DynamicPropertySource
  static void model(DynamicPropertyRegistry registry) {
    registry.add("ledger.models.providers.stage.protocol", () -> "openai");
    registry.add("ledger.models.providers.stage.base-url", MODEL::url);
  }

  @BeforeEach
  void everyModelHasAPrice() {
    var prices =
        List.of(
            Map.of("provider", "stage", "model", "*", "input", "1", "output", "2"),
            Map.of("provider", "rehearsal", "model", "*", "input", "0", "output", "0"));
    admin()
        .put()
        .uri("/api/v1/prices")
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(Map.of("entries", prices, "unknown", "refuse"))
        .exchange()
        .expectStatus()
        .isOk();
  }

  /** An agent with a model of its name. */
  static Map<String, Object> speaker(String slug, String... tools) {
    var definition = new HashMap<>(talker(slug));
    definition.put("model", Map.of("name", "stage/" + slug));
    definition.put("tools", List.of(tools));
    return definition;
  }

  /** A run of the draft of an agent. */
  String started(String agent) {
    return bodyOf(
            post(operator(), RUNS, Map.of("agent", agent, "version", "draft", "input", "Speak"))
                .expectStatus()
                .isAccepted())
        .path("runId")
        .asText();
  }

  JsonNode run(String runId) {
    return bodyOf(get(operator(), RUNS + "/" + runId));
  }

  /** The run once it has this status. */
  JsonNode reached(String runId, String status) {
    return await()
        .atMost(PATIENCE)
        .until(() -> run(runId), run -> run.path("status").asText().equals(status));
  }

  List<JsonNode> events(String runId) {
    return items(bodyOf(get(operator(), RUNS + "/" + runId + "/events?limit=200")));
  }

  List<JsonNode> turns(JsonNode conversation) {
    return items(bodyOf(get(operator(), addressOf(conversation) + "/turns")));
  }

  static List<JsonNode> items(JsonNode page) {
    return StreamSupport.stream(page.path("items").spliterator(), false).toList();
  }
}
