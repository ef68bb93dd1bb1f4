package dev.agentledger.server.resource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.agentledger.api.approval.ExpireApproval;
import dev.agentledger.events.Envelope;
import dev.agentledger.events.approval.ApprovalId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Whole runs in which people have a say: the rehearsal asks, a real server is called. */
class PeopleInRunsOverHttpTest extends RunningLedger {

  private static final String RUNS = "/api/v1/runs";
  private static final String APPROVALS = "/api/v1/approvals";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final List<String> received = new CopyOnWriteArrayList<>();
  private HttpServer server;

  @Autowired private CommandBus commands;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          var path = exchange.getRequestURI().getPath();
          received.add(path + " " + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          if (path.equals("/cut")) {
            exchange.close();
            return;
          }
          var answer = "{\"refunded\": true}".getBytes(UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, answer.length);
          try (var body = exchange.getResponseBody()) {
            body.write(answer);
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Nested
  class AHeldCall {

    @Test
    void isShownAsItIsAndMadeWhenSomebodyElseApproves() {
      tool("refund_a", "/refund", Map.of("need", "always"));
      var run = started("approving", "refund_a", calling(List.of(call("refund_a", 7))));
      var approval = pending(run);

      assertThat(approval.at("/call/agentSlug").asText()).isEqualTo("approving");
      assertThat(approval.at("/call/tool").asText()).isEqualTo("refund_a");
      assertThat(approval.at("/call/arguments/order").asInt()).isEqualTo(7);
      assertThat(approval.at("/call/effect").asText()).isEqualTo("effectful");
      assertThat(approval.at("/subject/hash").asText()).startsWith("sha256:");
      assertThat(approval.path("expiresAt").asText()).isNotEmpty();
      assertThat(received).isEmpty();

      approve(as("olga", "operator", "approver"), approval, Map.of()).expectStatus().isForbidden();
      approve(approver(), approval, Map.of("hash", approval.at("/subject/hash").asText()))
          .expectStatus()
          .isOk();

      assertThat(ended(run).path("status").asText()).isEqualTo("completed");
      assertThat(received).containsExactly("/refund {\"order\":7}");
    }

    @Test
    void canBeApprovedWithOtherArgumentsThatTheToolAccepts() {
      tool("refund_b", "/refund", Map.of("need", "always"));
      var run = started("amending", "refund_b", calling(List.of(call("refund_b", 7))));
      var approval = pending(run);

      approve(approver(), approval, Map.of("arguments", Map.of("order", "eight")))
          .expectStatus()
          .isEqualTo(422)
          .expectBody()
          .jsonPath("$.findings[0].pointer")
          .isEqualTo("/order");
      approve(approver(), approval, Map.of("arguments", Map.of("order", 8)))
          .expectStatus()
          .isOk()
          .expectBody()
          .jsonPath("$.amendment.arguments.order")
          .isEqualTo(8);

      assertThat(ended(run).path("status").asText()).isEqualTo("completed");
      assertThat(received).containsExactly("/refund {\"order\":8}");
    }

    @Test
    void isNotMadeWhenItIsRejectedAndTheModelIsToldWhy() {
      tool("refund_c", "/refund", Map.of("need", "always"));
      var run = started("rejecting", "refund_c", calling(List.of(call("refund_c", 7))));

      post(
              approver(),
              APPROVALS + "/" + pending(run).path("approvalId").asText() + "/reject",
              Map.of("comment", "Order 7 is not paid"))
          .expectStatus()
          .isOk();

      assertThat(ended(run).path("status").asText()).isEqualTo("completed");
      assertThat(payload(run, "run.tool-call-rejected").path("reason").asText())
          .isEqualTo("A person rejected the call: Order 7 is not paid");
      assertThat(received).isEmpty();
    }

    @Test
    void leavesItsSiblingsAloneWhichAreCalledOnce() {
      tool("refund_d", "/refund", Map.of("need", "always"));
      tool("look_d", "/look", Map.of("need", "never"));
      var run =
          started(
              "siblings",
              List.of("refund_d", "look_d"),
              calling(List.of(call("look_d", 1), call("refund_d", 7))));
      var approval = pending(run);
      await().atMost(PATIENCE).until(() -> received.contains("/look {\"order\":1}"));
      await().atMost(PATIENCE).until(() -> has(run, "run.tool-call-succeeded"));

      approve(
              approver(),
              approval,
              Map.of(
                  "hash", approval.at("/subject/hash").asText(),
                  "streamVersion", approval.at("/subject/streamVersion").asLong()))
          .expectStatus()
          .isOk();

      assertThat(ended(run).path("status").asText()).isEqualTo("completed");
      assertThat(received).containsExactly("/look {\"order\":1}", "/refund {\"order\":7}");
    }

    @Test
    void ofACancelledRunCannotBeApproved() {
      tool("refund_e", "/refund", Map.of("need", "always"));
      var run = started("cancelled", "refund_e", calling(List.of(call("refund_e", 7))));
      var approval = pending(run);

      post(operator(), RUNS + "/" + run + "/cancel").expectStatus().isOk();

      approve(approver(), approval, Map.of())
          .expectStatus()
          .isEqualTo(409)
          .expectBody()
          .jsonPath("$.detail")
          .isEqualTo("Run %s was cancelled; nothing was called".formatted(run));
      await()
          .atMost(PATIENCE)
          .until(() -> approvalOf(approval).path("status").asText().equals("withdrawn"));
      assertThat(approvalOf(approval).path("closingNote").asText())
          .isEqualTo("The run was cancelled");
      assertThat(received).isEmpty();
    }

    @Test
    void isRejectedWhenNobodyDecidesInTime() {
      tool("refund_f", "/refund", Map.of("need", "always"));
      var run = started("expiring", "refund_f", calling(List.of(call("refund_f", 7))));

      expire(pending(run));

      assertThat(ended(run).path("status").asText()).isEqualTo("completed");
      assertThat(payload(run, "run.tool-call-rejected").path("reason").asText())
          .isEqualTo("Nobody decided in time");
      assertThat(received).isEmpty();
    }

    @Test
    void failsTheRunWhenNobodyDecidesInTimeAndTheToolSaysSo() {
      tool("refund_g", "/refund", Map.of("need", "always", "onExpiry", "fail"));
      var run = started("failing", "refund_g", calling(List.of(call("refund_g", 7))));

      expire(pending(run));

      var ended = ended(run);
      assertThat(ended.path("status").asText()).isEqualTo("failed");
      assertThat(ended.at("/error/kind").asText()).isEqualTo("approval-expired");
      assertThat(received).isEmpty();
    }
  }

  @Nested
  class AQuestion {

    @Test
    void isAnsweredOnceByOneOfItsChoices() {
      var run =
          started(
              "asking",
              "ask_human",
              List.of(
                  Map.of(
                      "calls",
                      List.of(
                          Map.of(
                              "tool",
                              "ask_human",
                              "arguments",
                              Map.of("question", "Which?", "choices", List.of("red", "blue"))))),
                  Map.of("answer", "Done")));
      await().atMost(PATIENCE).until(() -> has(run, "run.question-asked"));
      var address = RUNS + "/" + run + "/questions/call_1_1/answer";

      post(as("vera", "viewer"), address, Map.of("answer", "red")).expectStatus().isForbidden();
      post(operator(), address, Map.of("answer", "green"))
          .expectStatus()
          .isEqualTo(422)
          .expectBody()
          .jsonPath("$.choices[1]")
          .isEqualTo("blue");
      post(operator(), address, Map.of("answer", "blue")).expectStatus().isOk();
      post(operator(), address, Map.of("answer", "blue")).expectStatus().isOk();
      assertThat(ended(run).path("status").asText()).isEqualTo("completed");
      post(operator(), address, Map.of("answer", "red")).expectStatus().isEqualTo(409);
      assertThat(payload(run, "run.question-answered").path("answer").asText()).isEqualTo("blue");
    }

    @Test
    void thatHandsTheMatterOverEndsTheRun() {
      var run =
          started(
              "handing",
              "hand_over",
              List.of(
                  Map.of(
                      "calls",
                      List.of(
                          Map.of(
                              "tool",
                              "hand_over",
                              "arguments",
                              Map.of("reason", "Too hard", "summary", "Order 7"))))));

      var ended = ended(run);
      assertThat(ended.path("outcome").asText()).isEqualTo("handover");
      assertThat(ended.at("/output/reason").asText()).isEqualTo("Too hard");
    }
  }

  @Nested
  class AnUnknownOutcome {

    @Test
    void isListedAndSettledByAnOperatorWithAResultThatFits() {
      var run = cut("done", "refund_h");
      var address = "/api/v1/reconcile/" + run + "/call_1_1";

      await()
          .atMost(PATIENCE)
          .until(() -> bodyOf(get(operator(), "/api/v1/reconcile")).toString().contains(run));
      post(approver(), address, Map.of("resolution", "fail")).expectStatus().isForbidden();
      post(operator(), address, Map.of("resolution", "done", "result", Map.of("refunded", "?")))
          .expectStatus()
          .isEqualTo(422)
          .expectBody()
          .jsonPath("$.findings[0].pointer")
          .isEqualTo("/refunded");
      post(operator(), address, Map.of("resolution", "done", "result", Map.of("refunded", true)))
          .expectStatus()
          .isOk();

      assertThat(ended(run).path("status").asText()).isEqualTo("completed");
      assertThat(received).hasSize(1);
    }

    @Test
    void canBeSentAgain() {
      var run = cut("again", "refund_i");

      post(
              operator(),
              "/api/v1/reconcile/" + run + "/call_1_1",
              Map.of("resolution", "retry", "comment", "It is not in the books"))
          .expectStatus()
          .isOk();

      await().atMost(PATIENCE).until(() -> received.size() == 2);
      post(operator(), RUNS + "/" + run + "/cancel").expectStatus().isOk();
    }

    @Test
    void canCountAsFailedWhichTheModelIsTold() {
      var run = cut("failed", "refund_j");

      post(
              operator(),
              "/api/v1/reconcile/" + run + "/call_1_1",
              Map.of("resolution", "fail", "comment", "The bank never saw it"))
          .expectStatus()
          .isOk();

      assertThat(ended(run).path("status").asText()).isEqualTo("completed");
      assertThat(payload(run, "run.tool-call-reconciled").path("comment").asText())
          .isEqualTo("The bank never saw it");
    }

    /** A run whose one call was cut before an answer came. */
    private String cut(String agent, String tool) {
      tool(tool, "/cut", Map.of("need", "never"));
      var run = started("cut-" + agent, tool, calling(List.of(call(tool, 7))));
      await().atMost(PATIENCE).until(() -> has(run, "run.tool-call-outcome-unknown"));
      return run;
    }
  }

  private void tool(String name, String path, Map<String, ?> approval) {
    post(
            builder(),
            "/api/v1/tools",
            Map.of(
                "name",
                name,
                "description",
                "Gives a customer the money of an order back.",
                "kind",
                "http",
                "effect",
                "effectful",
                "inputSchema",
                Map.of(
                    "type", "object",
                    "required", List.of("order"),
                    "properties", Map.of("order", Map.of("type", "integer"))),
                "outputSchema",
                Map.of(
                    "type", "object", "properties", Map.of("refunded", Map.of("type", "boolean"))),
                "approval",
                approval,
                "http",
                Map.of(
                    "method", "POST",
                    "url", "http://127.0.0.1:" + server.getAddress().getPort() + path,
                    "body", "{\"order\":{{input.order}}}"),
                "egress",
                Map.of("allowPrivate", true)))
        .expectStatus()
        .isCreated();
  }

  private String started(String agent, String tool, Object script) {
    return started(agent, List.of(tool), script);
  }

  private String started(String agent, List<String> tools, Object script) {
    var definition = new HashMap<String, Object>();
    definition.put("slug", agent);
    definition.put("name", "Agent " + agent);
    definition.put("kind", "context");
    definition.put("inputModes", List.of("text/plain"));
    definition.put("outputModes", List.of("text/plain"));
    definition.put("systemPrompt", "Be brief.");
    definition.put("model", Map.of("name", "rehearsal/rehearsal"));
    definition.put("tools", tools);
    drafted(definition);
    return bodyOf(
            post(
                operator(),
                RUNS,
                Map.of("agent", agent, "version", "draft", "input", "Go", "script", script)))
        .path("runId")
        .asText();
  }

  private static List<Map<String, Object>> calling(List<Map<String, Object>> calls) {
    return List.of(Map.of("calls", calls), Map.of("answer", "Done"));
  }

  private static Map<String, Object> call(String tool, int order) {
    return Map.of("tool", tool, "arguments", Map.of("order", order));
  }

  private JsonNode pending(String run) {
    return await()
        .atMost(PATIENCE)
        .until(
            () ->
                bodyOf(get(approver(), APPROVALS + "?kind=tool-call&subject=" + run))
                    .path("items")
                    .path(0),
            Predicate.not(JsonNode::isMissingNode));
  }

  private JsonNode approvalOf(JsonNode approval) {
    return bodyOf(get(approver(), APPROVALS + "/" + approval.path("approvalId").asText()));
  }

  private WebTestClient.ResponseSpec approve(
      WebTestClient client, JsonNode approval, Map<String, ?> verdict) {
    return post(
        client, APPROVALS + "/" + approval.path("approvalId").asText() + "/approve", verdict);
  }

  private JsonNode ended(String run) {
    return await()
        .atMost(PATIENCE)
        .until(
            () -> bodyOf(get(operator(), RUNS + "/" + run)),
            view -> view.path("endedAt").isTextual());
  }

  /** As the deadline does, which stands a minute at least. */
  private void expire(JsonNode approval) {
    var approvalId = new ApprovalId(approval.path("approvalId").asText());
    commands.dispatch(
        new GenericCommandMessage<>(
            new ExpireApproval(approvalId),
            Envelope.ofSystem("default", "approval-deadlines").toMetadata()));
  }

  private boolean has(String run, String contract) {
    return events(run).stream().anyMatch(event -> event.path("contract").asText().equals(contract));
  }

  private JsonNode payload(String run, String contract) {
    return events(run).stream()
        .filter(event -> event.path("contract").asText().equals(contract))
        .findFirst()
        .orElseThrow()
        .path("payload");
  }

  private List<JsonNode> events(String run) {
    var page = bodyOf(get(operator(), RUNS + "/" + run + "/events?limit=200"));
    return StreamSupport.stream(page.path("items").spliterator(), false).toList();
  }

  private WebTestClient operator() {
    return as("olga", "operator", "approver");
  }
}
