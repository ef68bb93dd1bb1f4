package dev.agentledger.server.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** A shop that gives money back when it is called, and the tools and agents that call it. */
final class RefundDesk implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ConsoleLedger ledger;
  private final HttpServer shop;
  private final List<String> received = new CopyOnWriteArrayList<>();

  RefundDesk(ConsoleLedger ledger) {
    this.ledger = ledger;
    try {
      shop = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    shop.createContext("/", this::receive);
    shop.start();
  }

  /** A tool whose calls somebody with the role allows. */
  void heldTool(String name, String role) {
    tool(name, "/refund", Map.of("need", "always", "approver", role));
  }

  /** A tool that is called and never answers. */
  void cutTool(String name) {
    tool(name, "/cut", Map.of("need", "never"));
  }

  /** An agent that answers by this model and may call these tools. */
  void agent(String slug, String model, String... tools) {
    post(
        ledger.builder(),
        "/api/v1/agents",
        Map.of(
            "slug",
            slug,
            "name",
            "Refunds " + slug,
            "kind",
            "context",
            "inputModes",
            List.of("text/plain"),
            "outputModes",
            List.of("text/plain"),
            "systemPrompt",
            "Be brief.",
            "model",
            Map.of("name", model),
            "tools",
            List.of(tools)));
  }

  /** Its next version, which answers by another model. */
  void nextVersion(String slug, String model) {
    ledger
        .api(ledger.builder())
        .patch()
        .uri("/api/v1/agents/" + slug)
        .contentType(MediaType.valueOf("application/merge-patch+json"))
        .bodyValue(Map.of("model", Map.of("name", model)))
        .exchange()
        .expectStatus()
        .isOk();
  }

  /** A run of olga's in which the agent calls the tool for this order. */
  String run(String agent, String tool, int order) {
    var call = Map.of("tool", tool, "arguments", Map.of("order", order));
    var script = List.of(Map.of("calls", List.of(call)), Map.of("answer", "Done"));
    var run = Map.of("agent", agent, "version", "draft", "input", "Refund it", "script", script);
    return post(ledger.operator(), "/api/v1/runs", run).path("runId").asText();
  }

  /** What the shop was told, such as {@code /refund {"order":7}}. */
  List<String> received() {
    return received;
  }

  @Override
  public void close() {
    shop.stop(0);
  }

  private void tool(String name, String path, Map<String, ?> approval) {
    post(
        ledger.builder(),
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
            object("order", Map.of("type", "integer")),
            "outputSchema",
            object("refunded", Map.of("type", "boolean")),
            "approval",
            approval,
            "http",
            Map.of(
                "method", "POST",
                "url", "http://127.0.0.1:" + shop.getAddress().getPort() + path,
                "body", "{\"order\":{{input.order}}}"),
            "egress",
            Map.of("allowPrivate", true)));
  }

  private static Map<String, Object> object(String member, Map<String, ?> schema) {
    return Map.of(
        "type", "object", "required", List.of(member), "properties", Map.of(member, schema));
  }

  private void receive(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getPath();
    received.add(path + " " + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    try (exchange) {
      if (path.equals("/refund")) {
        var answer = "{\"refunded\": true}".getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
      }
    }
  }

  private JsonNode post(String key, String path, Map<String, ?> body) {
    WebTestClient.ResponseSpec answer = ledger.api(key).post().uri(path).bodyValue(body).exchange();
    var text =
        answer
            .expectStatus()
            .is2xxSuccessful()
            .expectBody(String.class)
            .returnResult()
            .getResponseBody();
    try {
      return JSON.readTree(Objects.requireNonNull(text));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
