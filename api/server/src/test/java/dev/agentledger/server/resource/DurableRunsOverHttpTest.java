package dev.agentledger.server.resource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Runs that ask models, call tools and direct other agents, by the rehearsal provider. */
@TestPropertySource(properties = "ledger.egress.private-hosts=localhost")
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

  @Test
  void aRunOfTenStepsCallsItsToolsInBetween() {
    registered("thrice");
    drafted(context("stepper", Map.of("tools", List.of("thrice"))));
    var script = new ArrayList<Object>();
    for (var n = 1; n < 10; n++) {
      script.add(calling("thrice", Map.of("n", n)));
    }
    script.add(Map.of("answer", "All done"));

    var run = ran(scripted("stepper", script));

    assertThat(run.path("output").asText()).isEqualTo("All done");
    var events = events(run);
    assertThat(events).hasSize(2 + 2 * 10 + 2 * 9);
    assertThat(
            of("run.tool-call-succeeded", events).getLast().path("result").path("thrice").asInt())
        .isEqualTo(27);
  }

  @Test
  void toolsThatOneAnswerWantsAreCalledTogether() {
    registered("twin");
    drafted(context("juggler", Map.of("tools", List.of("twin"))));
    var call = Map.of("tool", "twin", "arguments", Map.of("n", 1));

    var run =
        ran(
            scripted(
                "juggler",
                List.of(Map.of("calls", List.of(call, call, call)), Map.of("answer", "Three"))));

    assertThat(of("run.tool-call-succeeded", events(run))).hasSize(3);
    assertThat(of("run.model-call-requested", events(run))).hasSize(2);
  }

  @Test
  void anAnswerIsRepairedUntilItFitsTheOutputSchema() {
    drafted(
        context(
            "counter",
            Map.of(
                "outputSchema",
                Map.of(
                    "type", "object",
                    "required", List.of("n"),
                    "properties", Map.of("n", Map.of("type", "integer"))))));

    var run =
        ran(
            scripted(
                "counter", List.of(Map.of("answer", "Five"), Map.of("answer", Map.of("n", 5)))));

    assertThat(run.path("output").path("n").asInt()).isEqualTo(5);
    assertThat(of("run.model-call-requested", events(run)).getLast().path("addition").asText())
        .startsWith("Your answer cannot be used: The answer is not JSON");
  }

  @Test
  void aRunThatFoundNoModelGoesOnWhenItIsResumed() {
    drafted(context("patient", Map.of()));
    var script =
        List.of(
            Map.of("fail", Map.of("kind", "broken", "retryable", false)),
            Map.of("answer", "At last"));
    var runId = bodyOf(post(operator(), RUNS, scripted("patient", script))).path("runId").asText();
    await()
        .untilAsserted(
            () ->
                assertThat(bodyOf(get(operator(), RUNS + "/" + runId)).path("status").asText())
                    .isEqualTo("suspended"));

    post(operator(), RUNS + "/" + runId + "/resume", Map.of("reason", "It is back"))
        .expectStatus()
        .isOk();

    await()
        .untilAsserted(
            () ->
                assertThat(bodyOf(get(operator(), RUNS + "/" + runId)).path("output").asText())
                    .isEqualTo("At last"));
    post(as("vera", "viewer"), RUNS + "/" + runId + "/resume").expectStatus().isForbidden();
    post(operator(), RUNS + "/" + runId + "/resume").expectStatus().isEqualTo(409);
  }

  @Test
  void aCallerMayTightenLimitsAndNeverLoosenThem() {
    drafted(context("thrifty", Map.of("limits", Map.of("steps", 5))));
    var order = new HashMap<String, Object>(scripted("thrifty", List.of()));

    order.put("limits", Map.of("steps", 6));
    post(operator(), RUNS, order)
        .expectStatus()
        .isEqualTo(422)
        .expectBody()
        .jsonPath("$.pointer")
        .isEqualTo("/limits/steps")
        .jsonPath("$.detail")
        .isEqualTo("limits.steps: for this agent it is 5, and a run may only have less");
    order.put("limits", Map.of("steps", 3, "toolCalls", 0, "costUsd", "0.50"));
    var run = ran(order);

    assertThat(run.path("limits").path("steps").asInt()).isEqualTo(3);
    assertThat(run.path("limits").path("toolCalls").asInt()).isZero();
    assertThat(run.path("limits").path("costUsd").asText()).isEqualTo("0.50");
    assertThat(run.path("limits").path("stepTimeoutMillis").asInt()).isEqualTo(120_000);
  }

  @Test
  void aRunThatTakesMoreStepsThanItMayFails() {
    registered("again");
    drafted(context("endless", Map.of("tools", List.of("again"), "limits", Map.of("steps", 4))));
    var script = Collections.nCopies(5, calling("again", Map.of("n", 1)));

    var run = ran(scripted("endless", script));

    assertThat(run.path("status").asText()).isEqualTo("failed");
    assertThat(run.path("error").path("kind").asText()).isEqualTo("limit-steps");
  }

  @Test
  void aScriptIsForTheRehearsalAndChecked() {
    drafted(context("scripted", Map.of()));
    drafted(doubler("unscripted"));

    post(operator(), RUNS, scripted("scripted", List.of(Map.of("say", "this"))))
        .expectStatus()
        .isEqualTo(422)
        .expectBody()
        .jsonPath("$.findings[0].pointer")
        .isEqualTo("/script/0");
    post(
            operator(),
            RUNS,
            Map.of(
                "agent",
                "unscripted",
                "version",
                "draft",
                "input",
                Map.of("n", 1),
                "script",
                List.of()))
        .expectStatus()
        .isEqualTo(422)
        .expectBody()
        .jsonPath("$.findings[0].rule")
        .isEqualTo("run.script-for-rehearsal");
  }

  @Test
  void whatAnAgentNeedsToRunMustBeThere() {
    drafted(
        context(
            "stranded", Map.of("model", Map.of("name", "nobody/nothing"), "tools", List.of("x"))));

    var answer =
        bodyOf(
            post(operator(), RUNS, Map.of("agent", "stranded", "version", "draft", "input", "")));

    assertThat(answer.path("status").asInt()).isEqualTo(422);
    assertThat(answer.path("findings").findValuesAsText("rule"))
        .containsExactlyInAnyOrder("run.model-known", "run.tool-known");
  }

  @Test
  void anOrchestratorDirectsItsMembers() {
    drafted(doubler("member-one"));
    post(builder(), "/api/v1/agents/member-one/promote").expectStatus().isAccepted();
    await()
        .untilAsserted(
            () ->
                assertThat(
                        bodyOf(get(builder(), "/api/v1/agents/member-one")).path("status").asText())
                    .isEqualTo("active"));
    drafted(context("boss", Map.of("kind", "orchestrator", "members", List.of("member-one"))));

    var run =
        ran(
            scripted(
                "boss",
                List.of(calling("member_one", Map.of("n", 21)), Map.of("answer", "Directed"))));

    assertThat(run.path("output").asText()).isEqualTo("Directed");
    var call = of("run.tool-call-intended", events(run)).getFirst();
    assertThat(
            of("run.tool-call-succeeded", events(run))
                .getFirst()
                .path("result")
                .path("twice")
                .asInt())
        .isEqualTo(42);
    assertThat(
            bodyOf(get(operator(), RUNS + "/" + call.path("childRunId").asText()))
                .path("status")
                .asText())
        .isEqualTo("completed");
  }

  @Test
  void anApiAgentEndsWithWhatItsRequestCameTo() throws IOException {
    var server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext("/weather", DurableRunsOverHttpTest::weather);
    server.start();
    try {
      drafted(
          Map.of(
              "slug", "weather",
              "name", "Weather",
              "kind", "api",
              "inputModes", List.of("application/json"),
              "outputModes", List.of("application/json"),
              "inputSchema",
                  Map.of(
                      "type", "object",
                      "required", List.of("city"),
                      "properties", Map.of("city", Map.of("type", "string"))),
              "http",
                  Map.of(
                      "method",
                      "GET",
                      "url",
                      "http://localhost:" + server.getAddress().getPort() + "/weather",
                      "query",
                      Map.of("city", "{{input.city}}"),
                      "responseMapping",
                      Map.of("degrees", "/now/degrees"))));

      var run =
          ran(
              Map.of(
                  "agent", "weather",
                  "version", "draft",
                  "input", Map.of("city", "Bern")));

      assertThat(run.path("output").path("degrees").asInt()).isEqualTo(21);
      assertThat(contracts(run))
          .containsExactly(
              "run.requested",
              "run.tool-call-intended",
              "run.tool-call-succeeded",
              "run.completed");
    } finally {
      server.stop(0);
    }
  }

  private static void weather(HttpExchange exchange) throws IOException {
    var bern = "city=Bern".equals(exchange.getRequestURI().getRawQuery());
    var body = "{\"now\": {\"degrees\": %d}}".formatted(bern ? 21 : 0).getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    try (exchange) {
      exchange.getResponseBody().write(body);
    }
  }

  private void registered(String tool) {
    post(
            builder(),
            "/api/v1/tools",
            Map.of(
                "name", tool,
                "description", "Thrice a number.",
                "kind", "function",
                "inputSchema",
                    Map.of("type", "object", "properties", Map.of("n", Map.of("type", "integer"))),
                "effect", "read",
                "code", "module.exports = ({ n }) => ({ thrice: 3 * n })"))
        .expectStatus()
        .isCreated();
  }

  private static Map<String, Object> calling(String tool, Object arguments) {
    return Map.of("calls", List.of(Map.of("tool", tool, "arguments", arguments)));
  }

  private static Map<String, Object> scripted(String agent, List<?> script) {
    return Map.of("agent", agent, "version", "draft", "input", "Go", "script", script);
  }

  private static List<JsonNode> of(String contract, List<JsonNode> events) {
    return events.stream()
        .filter(event -> event.path("contract").asText().equals(contract))
        .map(event -> event.path("payload"))
        .toList();
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
