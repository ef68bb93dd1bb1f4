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

/** Recorded runs taken again: with the record in place of effects, or from a step on. */
class ReplaysOverHttpTest extends RunningLedger {

  private static final String RUNS = "/api/v1/runs";

  /** Each call gives another result, so a replay that called it would be found out. */
  private static final Map<String, Object> DICE =
      Map.of(
          "name", "dice",
          "description", "Throws a die",
          "kind", "function",
          "inputSchema",
              Map.of("type", "object", "properties", Map.of("sides", Map.of("type", "integer"))),
          "outputSchema", Map.of("type", "object"),
          "effect", "read",
          "code", "module.exports = async () => ({thrown: Math.random()});");

  private static final List<Map<String, ?>> TWO_STEPS =
      List.of(
          Map.of("calls", List.of(Map.of("tool", "dice", "arguments", Map.of("sides", 6)))),
          Map.of("answer", "Thrown"));

  @Test
  void aReplayOfTheSameVersionIsIdenticalAndCostsNothing() {
    var origin = recorded("same");

    var replay = replayed(origin, Map.of());

    assertThat(replay.path("status").asText()).isEqualTo("completed");
    assertThat(replay.path("mode").asText()).isEqualTo("replay");
    assertThat(replay.path("output")).isEqualTo(origin.path("output"));
    assertThat(replay.path("divergence").isMissingNode()).isTrue();
    assertThat(contracts(replay)).isEqualTo(contracts(origin));
    assertThat(hashes(replay)).isEqualTo(hashes(origin)).hasSize(2);
    assertThat(results(replay)).isEqualTo(results(origin)).hasSize(1);
  }

  @Test
  void aStrictReplayStopsWhereAnotherVersionDiverges() {
    var origin = recorded("strict");
    revised("strict", "Be verbose.");

    var replay = replayed(origin, Map.of("version", "draft", "mode", "strict"));

    var divergence = replay.path("divergence");
    assertThat(divergence.path("step").asInt()).isEqualTo(1);
    assertThat(divergence.toString()).contains("-system: Be brief.", "+system: Be verbose.");
    assertThat(contracts(replay))
        .containsExactly(
            "run.requested", "run.model-call-requested", "run.diverged", "run.completed");
  }

  @Test
  void aSubstitutingReplayGoesOnWithWhatWasRecorded() {
    var origin = recorded("substitute");
    revised("substitute", "Be verbose.");

    var replay = replayed(origin, Map.of("version", "draft", "mode", "substitute"));

    assertThat(replay.path("status").asText()).isEqualTo("completed");
    assertThat(replay.path("output").asText()).isEqualTo("Thrown");
    assertThat(results(replay)).isEqualTo(results(origin));
    assertThat(contracts(replay)).contains("run.diverged");
  }

  @Test
  void aReplayWithALiveTailAsksTheModelAfterTheDivergence() {
    var origin = recorded("tail");
    revised("tail", "Be verbose.");

    var replay = replayed(origin, Map.of("version", "draft", "mode", "live-tail"));

    assertThat(replay.path("status").asText()).isEqualTo("completed");
    assertThat(hashes(replay)).doesNotContainAnyElementsOf(hashes(origin));
  }

  @Test
  void replaysAreListedWithTheirOrigin() {
    var origin = recorded("listed");
    var replay = replayed(origin, Map.of());

    var page = bodyOf(get(operator(), RUNS + "/" + idOf(origin) + "/replays"));

    assertThat(page.path("items")).hasSize(1);
    assertThat(page.path("items").path(0).path("runId").asText()).isEqualTo(idOf(replay));
  }

  @Test
  void aReplayIsNotReplayed() {
    var replay = replayed(recorded("twice"), Map.of());

    post(operator(), RUNS + "/" + idOf(replay) + "/replays", Map.of())
        .expectStatus()
        .isEqualTo(409);
  }

  @Test
  void aForkGoesOnFromAStepWithOtherResults() {
    var origin = recorded("forked");

    var fork =
        waited(
            RUNS + "/" + idOf(origin) + "/fork",
            Map.of(
                "afterStep",
                1,
                "changes",
                Map.of(
                    "results",
                    Map.of("call_1_1", Map.of("thrown", 7)),
                    "message",
                    "Mind the result",
                    "script",
                    TWO_STEPS)));

    assertThat(fork.path("status").asText()).isEqualTo("completed");
    assertThat(fork.path("forkOf").path("runId").asText()).isEqualTo(idOf(origin));
    assertThat(events(fork).get(1).path("payload").path("step").asInt()).isEqualTo(2);
    assertThat(hashes(fork)).doesNotContainAnyElementsOf(hashes(origin));
  }

  @Test
  void aForkNeedsAStepThatThereIs() {
    var origin = recorded("nowhere");

    var problem =
        bodyOf(post(operator(), RUNS + "/" + idOf(origin) + "/fork", Map.of("afterStep", 9)));

    assertThat(problem.path("status").asInt()).isEqualTo(422);
    assertThat(problem.path("detail").asText()).contains("has no step 9");
  }

  private JsonNode recorded(String slug) {
    get(builder(), "/api/v1/tools/dice")
        .expectStatus()
        .value(
            status -> {
              if (status == 404) {
                post(builder(), "/api/v1/tools", DICE).expectStatus().isCreated();
              }
            });
    drafted(context(slug, "Be brief."));
    var run =
        waited(
            RUNS, Map.of("agent", slug, "version", "draft", "input", "Throw", "script", TWO_STEPS));
    assertThat(run.path("status").asText()).as(run.toString()).isEqualTo("completed");
    return run;
  }

  private void revised(String slug, String prompt) {
    var agent = get(builder(), "/api/v1/agents/" + slug);
    var tag = agent.expectBody().returnResult().getResponseHeaders().getETag();
    builder()
        .patch()
        .uri("/api/v1/agents/" + slug)
        .header("If-Match", tag)
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(context(slug, prompt))
        .exchange()
        .expectStatus()
        .isOk();
  }

  private JsonNode replayed(JsonNode origin, Map<String, ?> order) {
    return waited(RUNS + "/" + idOf(origin) + "/replays", order);
  }

  private JsonNode waited(String address, Map<String, ?> order) {
    return bodyOf(
        operator()
            .post()
            .uri(address)
            .header("Prefer", "wait=20")
            .contentType(MediaType.APPLICATION_JSON)
            .bodyValue(order)
            .exchange());
  }

  private static String idOf(JsonNode run) {
    return run.path("runId").asText();
  }

  private List<String> contracts(JsonNode run) {
    return events(run).stream().map(event -> event.path("contract").asText()).toList();
  }

  private List<String> hashes(JsonNode run) {
    return events(run).stream()
        .filter(event -> event.path("contract").asText().equals("run.model-call-completed"))
        .map(event -> event.path("payload").path("call").path("requestHash").asText())
        .toList();
  }

  private List<JsonNode> results(JsonNode run) {
    return events(run).stream()
        .filter(event -> event.path("contract").asText().equals("run.tool-call-succeeded"))
        .map(event -> event.path("payload").path("result"))
        .toList();
  }

  private List<JsonNode> events(JsonNode run) {
    var page = bodyOf(get(operator(), RUNS + "/" + idOf(run) + "/events?limit=200"));
    return StreamSupport.stream(page.path("items").spliterator(), false).toList();
  }

  private WebTestClient operator() {
    return as("olga", "operator");
  }

  private static Map<String, Object> context(String slug, String prompt) {
    var definition = new HashMap<String, Object>();
    definition.put("slug", slug);
    definition.put("name", "Agent " + slug);
    definition.put("kind", "context");
    definition.put("inputModes", List.of("text/plain"));
    definition.put("outputModes", List.of("text/plain"));
    definition.put("systemPrompt", prompt);
    definition.put("model", Map.of("name", "rehearsal/rehearsal"));
    definition.put("tools", List.of("dice"));
    return definition;
  }
}
