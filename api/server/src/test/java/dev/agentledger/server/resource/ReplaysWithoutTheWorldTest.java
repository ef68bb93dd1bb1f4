package dev.agentledger.server.resource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;

/** Runs are replayed through their own version: identically, and nobody outside hears of it. */
class ReplaysWithoutTheWorldTest extends SpeakingLedger {

  private final AtomicInteger calls = new AtomicInteger();
  private HttpServer meter;

  @BeforeEach
  void serve() throws IOException {
    meter = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    meter.createContext(
        "/",
        exchange -> {
          var answer = "{\"reading\": %d}".formatted(calls.incrementAndGet()).getBytes(UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, answer.length);
          try (exchange) {
            exchange.getResponseBody().write(answer);
          }
        });
    meter.start();
  }

  @AfterEach
  void stop() {
    meter.stop(0);
  }

  /** A run that asks a model, has another agent ask one, and calls a tool over the network. */
  private String directed(String director, String helper) {
    inService(speaker(helper));
    var tool = director.replace('-', '_') + "_meter";
    post(
            builder(),
            "/api/v1/tools",
            Map.of(
                "name",
                tool,
                "description",
                "Reads the meter.",
                "kind",
                "http",
                "effect",
                "effectful",
                "approval",
                Map.of("need", "never"),
                "inputSchema",
                Map.of("type", "object"),
                "http",
                Map.of(
                    "method", "POST",
                    "url", "http://127.0.0.1:" + meter.getAddress().getPort() + "/",
                    "body", "{}"),
                "egress",
                Map.of("allowPrivate", true)))
        .expectStatus()
        .isCreated();
    var definition = new HashMap<>(speaker(director, tool));
    definition.put("kind", "orchestrator");
    definition.put("members", List.of(helper));
    drafted(definition);

    var run = started(director);
    MODEL.asked(director).calls(helper.replace('-', '_'), Map.of("input", "Help"));
    MODEL.asked(helper).says("Helped").ends();
    MODEL.asked(director).calls(tool, Map.of());
    MODEL.asked(director).says("Directed").ends();
    reached(run, "completed");
    return run;
  }

  private JsonNode replayed(String run) {
    return bodyOf(
        operator()
            .post()
            .uri(RUNS + "/" + run + "/replays")
            .header("Prefer", "wait=20")
            .contentType(MediaType.APPLICATION_JSON)
            .bodyValue(Map.of("mode", "strict"))
            .exchange());
  }

  private void assertSame(JsonNode replay, String origin) {
    var replayId = replay.path("runId").asText();
    assertThat(replay.path("status").asText()).as(replay.toString()).isEqualTo("completed");
    assertThat(replay.path("divergence").isMissingNode()).isTrue();
    assertThat(replay.path("output")).isEqualTo(run(origin).path("output"));
    assertThat(contracts(replayId)).isEqualTo(contracts(origin));
    assertThat(hashes(replayId)).isEqualTo(hashes(origin)).isNotEmpty();
    assertThat(payloads(replayId, "run.tool-call-succeeded"))
        .extracting(call -> call.path("result"))
        .isEqualTo(
            payloads(origin, "run.tool-call-succeeded").stream()
                .map(call -> call.path("result"))
                .toList());
    assertThat(replay.at("/usage/costUsd").asText("0.00")).isEqualTo("0.00");
  }

  private List<String> contracts(String run) {
    return events(run).stream().map(event -> event.path("contract").asText()).toList();
  }

  private List<JsonNode> payloads(String run, String contract) {
    return events(run).stream()
        .filter(event -> event.path("contract").asText().equals(contract))
        .map(event -> event.path("payload"))
        .toList();
  }

  /** Of all that the model was told, which a replay makes anew from the log. */
  private List<String> hashes(String run) {
    return payloads(run, "run.model-call-completed").stream()
        .map(completed -> completed.at("/call/requestHash").asText())
        .toList();
  }

  @Test
  void aRunThatDirectedAnotherStartsNone() {
    var origin = directed("director-a", "helper-a");

    var replay = replayed(origin);

    assertSame(replay, origin);
    assertThat(MODEL.requestsTo("director-a")).isEqualTo(3);
    assertThat(MODEL.requestsTo("helper-a")).isEqualTo(1);
    assertThat(calls).hasValue(1);
    assertThat(items(bodyOf(get(operator(), RUNS + "?agent=helper-a")))).hasSize(1);
  }

  @Test
  void aRunThatAnotherStartedIsReplayedByItself() {
    var parent = directed("director-b", "helper-b");
    var child = payloads(parent, "run.tool-call-intended").getFirst().path("childRunId").asText();
    var before = events(parent);

    var replay = replayed(child);

    assertSame(replay, child);
    assertThat(replay.path("output").asText()).isEqualTo("Helped");
    assertThat(MODEL.requestsTo("helper-b")).isEqualTo(1);
    assertThat(events(parent)).isEqualTo(before);
  }

  @Test
  void aTurnIsToldWhatWasSaidBefore() {
    inService(speaker("talked-to"));
    var conversation = opened(Map.of("agent", "talked-to"));
    answered(conversation, "Hello", "Good day");
    answered(conversation, "What did I say?", "Hello, you said");
    var turn = turns(conversation).getLast().path("runId").asText();

    var replay = replayed(turn);

    assertSame(replay, turn);
    assertThat(MODEL.requestsTo("talked-to")).isEqualTo(2);
    assertThat(turns(conversation))
        .extracting(said -> said.path("answer").asText())
        .containsExactly("Good day", "Hello, you said");
    get(operator(), addressOf(conversation)).expectBody().jsonPath("$.status").isEqualTo("idle");
  }

  private void answered(JsonNode conversation, String content, String answer) {
    var run =
        bodyOf(post(operator(), addressOf(conversation) + "/turns", Map.of("content", content)))
            .path("runId")
            .asText();
    MODEL.asked("talked-to").says(answer).ends();
    reached(run, "completed");
  }

  @Test
  void aForkIsToldWhatItTookOver() {
    drafted(speaker("forked-speaker"));
    var origin = started("forked-speaker");
    MODEL.asked("forked-speaker").says("First word").ends();
    reached(origin, "completed");
    var fork =
        bodyOf(
                post(
                    operator(),
                    RUNS + "/" + origin + "/fork",
                    Map.of("afterStep", 1, "changes", Map.of("message", "And then?"))))
            .path("runId")
            .asText();
    var asked = MODEL.asked("forked-speaker");
    assertThat(asked.messages()).containsExactly("Be brief.", "Speak", "First word", "And then?");
    asked.says("Last word").ends();
    reached(fork, "completed");

    assertSame(replayed(fork), fork);
    assertThat(MODEL.requestsTo("forked-speaker")).isEqualTo(2);
  }
}
