package dev.agentledger.server.program;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The packaged program in a home of its own: started, asked over HTTP, stopped or killed. */
final class Program implements AutoCloseable {

  static final String ADMIN_KEY = "the-administrator-key-of-this-test";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path home;
  private final Map<String, String> environment;
  private final List<String> program;
  private final int port = freePort();
  private @Nullable Process process;
  private int starts;

  Program(Path home) {
    this(home, Map.of("LEDGER_ADMIN_KEY", ADMIN_KEY));
  }

  Program(Path home, Map<String, String> environment) {
    this(home, environment, Image.command());
  }

  /**
   * @param program what follows the options of the JVM
   */
  Program(Path home, Map<String, String> environment, List<String> program) {
    this.home = home;
    this.environment = environment;
    this.program = program;
  }

  /** Starts it and waits until it is ready. */
  Program start() {
    launch();
    await("the program is ready: " + log())
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> isReady() || !process().isAlive());
    if (!process().isAlive()) {
      throw new IllegalStateException("The program ended: " + output());
    }
    return this;
  }

  /** Starts it without waiting for anything. */
  Process launch() {
    starts++;
    var command = new ArrayList<>(List.of(java(), "@" + options()));
    command.addAll(program);
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(log().toFile());
    builder.directory(home.toFile());
    builder.environment().put("LEDGER_HOME", home.resolve("ledger").toString());
    builder.environment().put("SERVER_PORT", Integer.toString(port));
    builder.environment().putAll(environment);
    try {
      process = builder.start();
      return process;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** As {@code kill -9}: nothing in the process gets a chance to tidy up. */
  void kill() {
    process().destroyForcibly();
    awaitEnd();
  }

  /** As the operator stops it. */
  void stop() {
    process().destroy();
    awaitEnd();
  }

  void awaitEnd() {
    try {
      if (!process().waitFor(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException("The program does not end: " + output());
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  Process process() {
    if (process == null) {
      throw new IllegalStateException("The program was not started");
    }
    return process;
  }

  Path ledgerHome() {
    return home.resolve("ledger");
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  /** All that this start has printed so far. */
  String output() {
    try {
      return Files.readString(log());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  JsonNode get(String path) {
    return json(send(request(path).GET().build()));
  }

  JsonNode post(String path, String body) {
    return json(post(path, body, Map.of()));
  }

  JsonNode put(String path, String body) {
    var request = request(path).header("Content-Type", "application/json");
    return json(send(request.PUT(BodyPublishers.ofString(body)).build()));
  }

  HttpResponse<String> post(String path, String body, Map<String, String> headers) {
    var request = request(path).header("Content-Type", "application/json");
    headers.forEach(request::setHeader);
    return send(request.POST(BodyPublishers.ofString(body)).build());
  }

  /** The lines of a stream of events, as they come, after the event with this id. */
  Stream<String> follow(String path, @Nullable String lastEventId) {
    var request = request(path).setHeader("Accept", "text/event-stream");
    if (lastEventId != null) {
      request.setHeader("Last-Event-ID", lastEventId);
    }
    return send(request.build(), BodyHandlers.ofLines()).body();
  }

  /** Stops it and whatever a kill has left running. */
  @Override
  public void close() {
    if (process != null && process.isAlive()) {
      stop();
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url() + path))
        .timeout(Duration.ofSeconds(30))
        .header("Authorization", "Bearer " + ADMIN_KEY);
  }

  private HttpResponse<String> send(HttpRequest request) {
    return send(request, BodyHandlers.ofString(UTF_8));
  }

  private <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> body) {
    try {
      return http.send(request, body);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  private static JsonNode json(HttpResponse<String> response) {
    if (response.statusCode() >= 300) {
      throw new IllegalStateException(response.statusCode() + ": " + response.body());
    }
    try {
      return JSON.readTree(response.body());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  boolean isReady() {
    try {
      return send(request("/actuator/health/readiness").build()).statusCode() == 200;
    } catch (UncheckedIOException notListening) {
      return false;
    }
  }

  private Path log() {
    return home.resolve("program-" + starts + ".log");
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  static Path options() {
    return Path.of(System.getProperty("ledger.repository"), "api", "server", "jvm.options");
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
