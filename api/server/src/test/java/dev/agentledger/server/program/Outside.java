package dev.agentledger.server.program;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What a run talks to: a model in the words of OpenAI, and tools that remember each call.
 *
 * <p>Both take their time, so that a kill finds calls under way. The model is without memory: what
 * it answers follows from how often it has answered in the conversation that it is sent.
 */
final class Outside implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration DELAY = Duration.ofMillis(500);
  private static final Pattern ORDER = Pattern.compile("order\\D{1,4}(\\d+)");

  private final HttpServer server;
  private final List<Call> received = new CopyOnWriteArrayList<>();
  private final Map<Integer, CountDownLatch> held = new ConcurrentHashMap<>();

  /** A call of a tool, by the key that names it. */
  record Call(String path, String key) {}

  Outside() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/v1/chat/completions", this::complete);
    server.createContext("/tools/", this::serve);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The keys of all calls of a tool for a run, in the order of their arrival. */
  List<String> keysOf(String tool, String runId) {
    return received.stream()
        .filter(call -> call.path().equals("/tools/" + tool) && call.key().startsWith(runId + ":"))
        .map(Call::key)
        .toList();
  }

  /** Leaves whatever is asked for an order without an answer for now. */
  void hold(int order) {
    held.put(order, new CountDownLatch(1));
  }

  /** Answers again. */
  void releaseAll() {
    held.keySet().forEach(order -> Objects.requireNonNull(held.remove(order)).countDown());
  }

  private void serve(HttpExchange exchange) throws IOException {
    var order = orderIn(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    received.add(
        new Call(
            exchange.getRequestURI().getPath(),
            exchange.getRequestHeaders().getFirst("Idempotency-Key")));
    answer(exchange, order, "{\"ok\": true}");
  }

  private void complete(HttpExchange exchange) throws IOException {
    var messages = JSON.readTree(exchange.getRequestBody().readAllBytes()).path("messages");
    var order = orderIn(messages.toString());
    var turns =
        List.of(
            List.of(calling("look", "order", order), calling("book", "order", order)),
            List.of(calling("pay", "order", order)),
            List.of(calling("echo", "n", order)));
    var roles =
        StreamSupport.stream(messages.spliterator(), false)
            .map(message -> message.path("role").asText())
            .collect(Collectors.groupingBy(role -> role, Collectors.counting()));
    var turn = roles.getOrDefault("assistant", 0L).intValue();
    answer(
        exchange,
        order,
        turn < turns.size()
            ? completion("null", turns.get(turn), "tool_calls")
            : completion("\"%d results\"".formatted(results(roles)), List.of(), "stop"));
  }

  private static long results(Map<String, Long> roles) {
    return roles.getOrDefault("tool", 0L);
  }

  private static int orderIn(String text) {
    var number = ORDER.matcher(text);
    if (!number.find()) {
      throw new IllegalArgumentException("No order: " + text);
    }
    return Integer.parseInt(number.group(1));
  }

  private static String calling(String tool, String argument, int value) {
    return """
        {"id": "%1$s-1", "type": "function",
         "function": {"name": "%1$s", "arguments": "{\\"%2$s\\": %3$d}"}}"""
        .formatted(tool, argument, value);
  }

  private static String completion(String content, List<String> calls, String finish) {
    return """
        {"id": "chatcmpl-1", "object": "chat.completion", "created": 1760000000, "model": "clerk",
         "choices": [{"index": 0, "finish_reason": "%s", "logprobs": null,
           "message": {"role": "assistant", "content": %s, "refusal": null%s}}],
         "usage": {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120}}"""
        .formatted(
            finish,
            content,
            calls.isEmpty() ? "" : ", \"tool_calls\": [" + String.join(",", calls) + "]");
  }

  private void answer(HttpExchange exchange, int order, String json) throws IOException {
    LockSupport.parkNanos(DELAY.toNanos());
    awaitRelease(order);
    var body = json.getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    try (exchange) {
      exchange.getResponseBody().write(body);
    }
  }

  private void awaitRelease(int order) {
    var hold = held.get(order);
    try {
      if (hold != null && !hold.await(5, TimeUnit.MINUTES)) {
        throw new IllegalStateException("Order %d was never released".formatted(order));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
