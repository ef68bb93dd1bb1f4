package dev.agentledger.server.resource;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Runs that ask models, by the rehearsal provider. */
class DurableRunsOverHttpTest extends RunningLedger {

  private static final String RUNS = "/api/v1/runs";

  @Test
  void aContextAgentAnswers() {
    drafted(context("first", Map.of()));

    var run = ran(Map.of("agent", "first", "version", "draft", "input", "Good morning"));

    assertThat(run.path("status").asText()).isEqualTo("completed");
    assertThat(run.path("output").asText()).startsWith("This is a rehearsal");
    assertThat(contracts(run))
        .containsExactly(
            "run.requested",
            "run.model-call-requested",
            "run.model-call-completed",
            "run.completed");
  }

  private JsonNode ran(Map<String, ?> order) {
    return bodyOf(
        operator()
            .post()
            .uri(RUNS)
            .header("Prefer", "wait=30")
            .contentType(MediaType.APPLICATION_JSON)
            .bodyValue(order)
            .exchange());
  }

  private List<String> contracts(JsonNode run) {
    return events(run).stream().map(event -> event.path("contract").asText()).toList();
  }

  private List<JsonNode> events(JsonNode run) {
    var page =
        bodyOf(get(operator(), RUNS + "/" + run.path("runId").asText() + "/events?limit=200"));
    return StreamSupport.stream(page.path("items").spliterator(), false).toList();
  }

  private WebTestClient operator() {
    return as("olga", "operator");
  }

  private static Map<String, Object> context(String slug, Map<String, ?> more) {
    var definition = new HashMap<String, Object>();
    definition.put("slug", slug);
    definition.put("name", "Agent " + slug);
    definition.put("kind", "context");
    definition.put("inputModes", List.of("text/plain"));
    definition.put("outputModes", List.of("text/plain"));
    definition.put("systemPrompt", "Be brief.");
    definition.put("model", Map.of("name", "rehearsal/rehearsal"));
    definition.putAll(more);
    return definition;
  }
}
