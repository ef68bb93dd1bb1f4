package dev.agentledger.benchmarks.product;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.agentledger.benchmarks.database.BenchmarkDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** The packaged program on one of the databases, within a heap of 512 MB. */
public final class Program implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String KEY = "the-administrator-key-of-the-benchmarks";
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final int port;
  private final Path output;
  private final Duration startTime;

  private Program(Process process, int port, Path output, long begin) throws Exception {
    this.process = process;
    this.port = port;
    this.output = output;
    await("readiness", this::isReady);
    startTime = Duration.ofNanos(System.nanoTime() - begin);
  }

  /**
   * Starts it and waits until it is ready.
   *
   * @param jar the program
   * @param options a file of options for its JVM, if there is one
   */
  public static Program start(Path jar, Path options, Path directory, BenchmarkDatabase database)
      throws Exception {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (Files.exists(options)) {
      command.add("@" + options);
    }
    command.addAll(List.of("-Xmx512m", "-jar", jar.toString()));
    var port = freePort();
    var output = directory.resolve("program.log");
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(output.toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "LEDGER_DATABASE_URL", database.url(),
                "LEDGER_DATABASE_USER", BenchmarkDatabase.USER,
                "LEDGER_ADMIN_KEY", KEY,
                "LEDGER_HOME", directory.resolve("home").toAbsolutePath().toString(),
                "SERVER_PORT", Integer.toString(port)));
    var begin = System.nanoTime();
    return new Program(builder.start(), port, output, begin);
  }

  /** How long it took to be ready. */
  public Duration startTime() {
    return startTime;
  }

  public ProcessHandle process() {
    return process.toHandle();
  }

  /** Memory of the JVM that is resident now, in MB; zero where the system does not tell. */
  public double residentMegabytes() {
    try (var lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
      return lines
              .filter(line -> line.startsWith("VmRSS:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .sum()
          / 1024.0;
    } catch (IOException _) {
      return 0;
    }
  }

  public JsonNode get(String path) throws IOException, InterruptedException {
    return answer(request(path).GET().build());
  }

  public JsonNode post(String path, String body) throws IOException, InterruptedException {
    return answer(posting(path, body).build());
  }

  /** A connection for one who asks again and again. */
  KeptConnection connect() throws IOException {
    return KeptConnection.to(port);
  }

  /** The request to post this, and to answer when what it begins is over. */
  static byte[] toPostAndWait(String path, String body) {
    return KeptConnection.request(
        path, "Authorization: Bearer %s\r\nPrefer: wait=30\r\n".formatted(KEY), body);
  }

  /** Waits until something holds that the program is to bring about. */
  void await(String what, Callable<Boolean> condition) throws Exception {
    await(what, BETWEEN_LOOKS, condition);
  }

  /** The same with a pause between two looks, for what looking would disturb. */
  void await(String what, Duration pause, Callable<Boolean> condition) throws Exception {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.call()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new IllegalStateException(
            "The program did not come to %s: %s".formatted(what, Files.readString(output)));
      }
      Thread.sleep(pause);
    }
  }

  private boolean isReady() throws InterruptedException {
    try {
      return http.send(request("/actuator/health/readiness").build(), BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException _) {
      return false; // it does not listen yet
    }
  }

  private JsonNode answer(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> answer = http.send(request, BodyHandlers.ofString(UTF_8));
    if (answer.statusCode() >= 300) {
      throw new IOException(
          "%s: %d %s".formatted(request.uri(), answer.statusCode(), answer.body()));
    }
    return JSON.readTree(answer.body());
  }

  private HttpRequest.Builder posting(String path, String body) {
    return request(path)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)))
        .timeout(Duration.ofMinutes(1))
        .header("Authorization", "Bearer " + KEY);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    http.close();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
