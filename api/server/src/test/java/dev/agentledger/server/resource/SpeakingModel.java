package dev.agentledger.server.resource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A provider of models in the words of OpenAI that says nothing by itself: a test takes each
 * request and answers it word by word.
 *
 * <p>Each test has a model of its own, so that none takes what another asked.
 */
public final class SpeakingModel {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PATIENCE_IN_SECONDS = 20;

  private final HttpServer server;
  private final Map<String, BlockingQueue<Asked>> waiting = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> requests = new ConcurrentHashMap<>();

  public SpeakingModel() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/v1/chat/completions", this::receive);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
  }

  /** The next request to the model, as soon as there is one. */
  public Asked asked(String model) {
    try {
      var next = waitingFor(model).poll(PATIENCE_IN_SECONDS, TimeUnit.SECONDS);
      assertThat(next).as("a request to the model " + model).isNotNull();
      return next;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AssertionError(stopped);
    }
  }

  /** How often the model was asked so far. */
  int requestsTo(String model) {
    return requests.computeIfAbsent(model, _ -> new AtomicInteger()).get();
  }

  private BlockingQueue<Asked> waitingFor(String model) {
    return waiting.computeIfAbsent(model, _ -> new LinkedBlockingQueue<>());
  }

  /** The exchange stays open; whoever takes the request ends it. */
  private void receive(HttpExchange exchange) throws IOException {
    var body = JSON.readTree(exchange.getRequestBody().readAllBytes());
    var model = body.path("model").asText();
    requests.computeIfAbsent(model, _ -> new AtomicInteger()).incrementAndGet();
    waitingFor(model).add(new Asked(exchange, body));
  }

  /** A request, and the way to answer it. */
  public static final class Asked {

    private final HttpExchange exchange;
    private final JsonNode body;
    private boolean begun;

    private Asked(HttpExchange exchange, JsonNode body) {
      this.exchange = exchange;
      this.body = body;
    }

    /** What everybody has said, the instructions first. */
    List<String> messages() {
      return body.path("messages").findValuesAsText("content");
    }

    /** Writes a piece of the answer. */
    public Asked says(String text) {
      write("data: " + chunk(Map.of("content", text), null));
      return this;
    }

    /** The whole answer: a call of a tool. */
    public void calls(String tool, Object arguments) {
      var function = Map.of("name", tool, "arguments", text(arguments));
      var call =
          Map.of("index", 0, "id", "call-of-model", "type", "function", "function", function);
      write("data: " + chunk(Map.of("tool_calls", List.of(call)), null));
      end("tool_calls");
    }

    /** The answer is whole. */
    public void ends() {
      end("stop");
    }

    /** Nothing is answered, and asking again is of no use. */
    void refuses() {
      var error = text(Map.of("error", Map.of("message", "Not today", "type", "invalid")));
      try (exchange) {
        var bytes = error.getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(400, bytes.length);
        exchange.getResponseBody().write(bytes);
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }

    /** Whether whoever asked does not listen any more. */
    public boolean isLeft() {
      try {
        write(": still there?");
        return false;
      } catch (UncheckedIOException left) {
        return true;
      }
    }

    private void end(String reason) {
      write("data: " + chunk(Map.of(), reason));
      write("data: " + usage());
      write("data: [DONE]");
      exchange.close();
    }

    private void write(String event) {
      try {
        if (!begun) {
          exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
          exchange.sendResponseHeaders(200, 0);
          begun = true;
        }
        exchange.getResponseBody().write((event + "\n\n").getBytes(UTF_8));
        exchange.getResponseBody().flush();
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }

    private String chunk(Map<String, ?> delta, String finish) {
      return """
          {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1760000000,
           "model": %s, "usage": null,
           "choices": [{"index": 0, "delta": %s, "logprobs": null, "finish_reason": %s}]}"""
          .formatted(body.path("model"), text(delta), text(finish))
          .replace("\n", "");
    }

    private String usage() {
      return """
          {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1760000000,
           "model": %s, "choices": [],
           "usage": {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120}}"""
          .formatted(body.path("model"))
          .replace("\n", "");
    }

    private static String text(Object value) {
      try {
        return JSON.writeValueAsString(value);
      } catch (IOException impossible) {
        throw new UncheckedIOException(impossible);
      }
    }
  }
}
