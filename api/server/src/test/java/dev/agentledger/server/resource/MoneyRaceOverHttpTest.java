package dev.agentledger.server.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.web.reactive.server.WebTestClient;

/** More runs at once than a budget can pay for, each of which costs what it could cost at most. */
@DirtiesContext
class MoneyRaceOverHttpTest extends RunningLedger {

  private static final String RUNS = "/api/v1/runs";
  private static final String BUDGET = "/api/v1/budgets/shared";
  private static final int TOKENS = 1_000;

  @Test
  void asManyRunsAreMadeAsTheBudgetPaysForAndNoCentMore() throws Exception {
    costing("10");
    limitedTo("0.60");
    drafted(
        Map.of(
            "slug", "spender",
            "name", "Spender",
            "kind", "context",
            "inputModes", List.of("text/plain"),
            "outputModes", List.of("text/plain"),
            "systemPrompt", "Be brief.",
            "model", Map.of("name", "rehearsal/rehearsal", "maxOutputTokens", TOKENS)));

    var answers = atOnce(100, this::started);

    var refused = answers.stream().filter(answer -> answer.path("runId").isMissingNode()).toList();
    assertThat(refused)
        .allSatisfy(answer -> assertThat(answer.path("status").asInt()).isEqualTo(402));
    var runs = new ArrayList<JsonNode>();
    for (var answer : answers) {
      if (answer.path("runId").isTextual()) {
        runs.add(settled(answer.path("runId").asText()));
      }
    }
    assertThat(runs).filteredOn(run -> is("completed", run)).hasSize(60);
    assertThat(runs)
        .filteredOn(run -> !is("completed", run))
        .hasSize(40 - refused.size())
        .allSatisfy(
            run -> {
              assertThat(run.path("status").asText()).isEqualTo("suspended");
              assertThat(run.at("/suspension/reason").asText()).isEqualTo("budget");
            });
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              var use = bodyOf(get(admin(), BUDGET)).path("use");
              assertThat(use.path("spent").asText()).isEqualTo("0.60");
              assertThat(use.path("reserved").asText()).isEqualTo("0.00");
            });
    post(operator(), RUNS, order())
        .expectStatus()
        .isEqualTo(402)
        .expectBody()
        .jsonPath("$.budgets[0]")
        .isEqualTo("shared");
  }

  private JsonNode started(int number) {
    return bodyOf(post(operator(), RUNS, order()));
  }

  private static Map<String, Object> order() {
    return Map.of(
        "agent",
        "spender",
        "version",
        "draft",
        "input",
        "Go",
        "script",
        List.of(Map.of("answer", "Spent", "usage", Map.of("input", 1, "output", TOKENS))));
  }

  /** The run once it moves no more by itself. */
  private JsonNode settled(String runId) {
    return await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> bodyOf(get(operator(), RUNS + "/" + runId)), run -> !is("running", run));
  }

  private static boolean is(String status, JsonNode run) {
    return run.path("status").asText().equals(status);
  }

  /** What a million tokens of an answer of the rehearsal cost; what it is told is free. */
  private void costing(String output) {
    var entry = Map.of("provider", "rehearsal", "model", "*", "input", "0", "output", output);
    put("/api/v1/prices", Map.of("entries", List.of(entry), "unknown", "refuse"));
  }

  private void limitedTo(String cap) {
    put(BUDGET, Map.of("scope", "project", "window", "month", "cap", cap));
  }

  private void put(String address, Map<String, ?> body) {
    admin()
        .put()
        .uri(address)
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(body)
        .exchange()
        .expectStatus()
        .isOk();
  }

  private WebTestClient operator() {
    return as("olga", "operator");
  }

  /** What one of many does. */
  private interface Deed {

    JsonNode does(int number);
  }

  private static List<JsonNode> atOnce(int many, Deed deed) throws InterruptedException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var deeds =
          IntStream.range(0, many)
              .<Callable<JsonNode>>mapToObj(number -> () -> deed.does(number))
              .toList();
      return threads.invokeAll(deeds).stream().map(Future::resultNow).toList();
    }
  }
}
