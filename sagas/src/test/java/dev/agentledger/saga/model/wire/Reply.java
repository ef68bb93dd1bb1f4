package dev.agentledger.saga.model.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The way back to a caller, byte by byte where a test wants that. */
public final class Reply {

  private final Socket caller;
  private final AtomicInteger left;

  Reply(Socket caller, AtomicInteger left) {
    this.caller = caller;
    this.left = left;
  }

  /** A whole JSON answer. */
  public static ModelServer.Answer json(String body) {
    return (_, reply) -> reply.whole("200 OK", "application/json", body, "");
  }

  /** A whole answer that is no JSON. */
  public static ModelServer.Answer text(String body) {
    return (_, reply) -> reply.whole("200 OK", "text/html", body, "");
  }

  public static ModelServer.Answer error(int status, String body, String... headers) {
    var lines = new StringBuilder();
    Arrays.stream(headers).forEach(header -> lines.append(header).append("\r\n"));
    return (_, reply) ->
        reply.whole(status + " Status", "application/json", body, lines.toString());
  }

  /** A stream of events with all of these data. */
  public static ModelServer.Answer events(List<String> events) {
    return (_, reply) -> {
      reply.begin();
      for (var event : events) {
        reply.event(event);
      }
      reply.end();
    };
  }

  /** A stream that breaks off after these. */
  public static ModelServer.Answer cutAfter(List<String> events) {
    return (_, reply) -> {
      reply.begin();
      for (var event : events) {
        reply.event(event);
      }
      reply.caller.close();
    };
  }

  /** Says these and then nothing, until the caller leaves or the time is over. */
  public static ModelServer.Answer silentAfter(List<String> events, Duration atMost) {
    return (_, reply) -> {
      reply.begin();
      for (var event : events) {
        reply.event(event);
      }
      reply.awaitLeaving(atMost);
    };
  }

  /** Says nothing at all, until the caller leaves or the time is over. */
  public static ModelServer.Answer silent(Duration atMost) {
    return (_, reply) -> reply.awaitLeaving(atMost);
  }

  public static ModelServer.Answer after(Duration pause, ModelServer.Answer answer) {
    return (request, reply) -> {
      Thread.sleep(pause);
      answer.to(request, reply);
    };
  }

  public void begin() throws IOException {
    write(
        """
        HTTP/1.1 200 OK\r
        Content-Type: text/event-stream\r
        Transfer-Encoding: chunked\r
        Connection: close\r
        \r
        """);
  }

  /** Lines of one event: bare data, or already with their field names. */
  public void event(String data) throws IOException {
    var text = (data.startsWith("event:") ? data : "data: " + data) + "\n\n";
    var length = text.getBytes(StandardCharsets.UTF_8).length;
    write(Integer.toHexString(length) + "\r\n" + text + "\r\n");
  }

  public void end() throws IOException {
    write("0\r\n\r\n");
  }

  private void whole(String status, String type, String body, String headers) throws IOException {
    var length = body.getBytes(StandardCharsets.UTF_8).length;
    write(
        """
        HTTP/1.1 %s\r
        Content-Type: %s\r
        Content-Length: %d\r
        Connection: close\r
        %s\r
        %s"""
            .formatted(status, type, length, headers, body));
  }

  private void awaitLeaving(Duration atMost) throws IOException {
    caller.setSoTimeout((int) atMost.toMillis());
    try {
      if (caller.getInputStream().read() < 0) {
        left.incrementAndGet();
      }
    } catch (SocketTimeoutException stayed) {
      // it waited for the whole time
    } catch (IOException reset) {
      left.incrementAndGet();
    }
  }

  private void write(String text) throws IOException {
    OutputStream out = caller.getOutputStream();
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
