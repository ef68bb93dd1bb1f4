package dev.agentledger.saga.model.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An HTTP server on this machine that answers as a provider of models would, also badly: late, in
 * pieces, with nonsense, or not to the end.
 *
 * <p>Answers are given in the order in which they were set; the last one again and again.
 */
public final class ModelServer implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();

  private final ServerSocket socket;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Deque<Answer> answers = new ArrayDeque<>();
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicInteger left = new AtomicInteger();

  /** How a request is answered. */
  @FunctionalInterface
  public interface Answer {
    void to(Received request, Reply reply) throws IOException, InterruptedException;
  }

  /** A request as it arrived; names of headers are in lower case. */
  public record Received(String method, String path, Map<String, String> headers, JsonNode body) {

    public boolean wantsStream() {
      return body.path("stream").asBoolean() || path.contains("streamGenerateContent");
    }
  }

  public ModelServer() {
    try {
      socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
    threads.execute(this::accept);
  }

  /** From now on, answers so. */
  public ModelServer answers(Answer... next) {
    synchronized (answers) {
      answers.clear();
      answers.addAll(List.of(next));
    }
    return this;
  }

  public String url() {
    return "http://127.0.0.1:" + socket.getLocalPort();
  }

  public List<Received> received() {
    return List.copyOf(received);
  }

  public Received last() {
    return received.getLast();
  }

  /** Requests that are being answered. */
  public int underWay() {
    return underWay.get();
  }

  /** Callers that went away before they had their whole answer. */
  public int left() {
    return left.get();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        var caller = socket.accept();
        threads.execute(() -> serve(caller));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket caller) {
    try (caller) {
      var request = read(new BufferedInputStream(caller.getInputStream()));
      received.add(request);
      underWay.incrementAndGet();
      try {
        next().to(request, new Reply(caller, left));
      } finally {
        underWay.decrementAndGet();
      }
    } catch (IOException | InterruptedException gone) {
      // the caller left, or the server is closed: both are what some tests want
    }
  }

  private Answer next() {
    synchronized (answers) {
      if (answers.isEmpty()) {
        return Reply.error(500, "{\"error\":{\"message\":\"no answer was set\"}}");
      }
      return answers.size() == 1 ? answers.getFirst() : answers.removeFirst();
    }
  }

  private static Received read(InputStream in) throws IOException {
    var first = line(in).split(" ");
    var headers = new TreeMap<String, String>();
    for (var line = line(in); !line.isEmpty(); line = line(in)) {
      var colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
          line.substring(colon + 1).strip());
    }
    var length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    var body = in.readNBytes(length);
    return new Received(
        first[0], first[1], headers, body.length == 0 ? JSON.nullNode() : JSON.readTree(body));
  }

  private static String line(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    while (true) {
      var next = in.read();
      if (next < 0) {
        throw new EOFException("The caller left");
      }
      if (next == '\n') {
        return line.toString(StandardCharsets.UTF_8).strip();
      }
      line.write(next);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException ignored) {
      // it is closed all the same
    }
    threads.shutdownNow();
  }
}
