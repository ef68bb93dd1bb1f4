package dev.agentledger.server.resource;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.Disposable;

/** Reads server-sent events as they stand on the wire. */
final class EventReader implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** One event, or one comment. */
  record Event(
      @Nullable String id, @Nullable String name, @Nullable String data, @Nullable String comment) {

    JsonNode json() {
      return RunningLedger.json(String.valueOf(data));
    }
  }

  private static final Event END = new Event(null, "the stream closed", null, null);

  private volatile @Nullable Throwable broken;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final StringBuilder open = new StringBuilder();
  private final Disposable connection;

  private EventReader(WebTestClient.RequestHeadersSpec<?> request) {
    var answer = request.accept(MediaType.TEXT_EVENT_STREAM).exchange();
    answer.expectStatus().isOk().expectHeader().contentTypeCompatibleWith("text/event-stream");
    connection =
        answer
            .returnResult(byte[].class)
            .getResponseBody()
            .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
            .subscribe(this::read, this::brokenBy, () -> events.add(END));
  }

  private void brokenBy(Throwable failure) {
    broken = failure;
    events.add(END);
  }

  static EventReader of(WebTestClient.RequestHeadersSpec<?> request) {
    return new EventReader(request);
  }

  private void read(String text) {
    open.append(text);
    for (var end = open.indexOf("\n\n"); end >= 0; end = open.indexOf("\n\n")) {
      events.add(parse(open.substring(0, end)));
      open.delete(0, end + 2);
    }
  }

  private static Event parse(String block) {
    return new Event(
        field(block, "id:"), field(block, "event:"), field(block, "data:"), field(block, ":"));
  }

  private static @Nullable String field(String block, String name) {
    return block
        .lines()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(name.length()).strip())
        .findFirst()
        .orElse(null);
  }

  /** The next event that is not a comment; signs of life are not waited for without end. */
  Event next() {
    var latest = Instant.now().plus(PATIENCE);
    var event = take();
    while (event.comment() != null) {
      assertThat(Instant.now()).as("an event, not only %s", event.comment()).isBefore(latest);
      event = take();
    }
    return event;
  }

  /** Every event up to the end of the stream, comments left out; the server must have ended it. */
  List<Event> rest() {
    var rest = new ArrayList<Event>();
    for (var event = next(); event != END; event = next()) {
      rest.add(event);
    }
    assertThat(broken).as("what broke the stream after %s", rest).isNull();
    return rest;
  }

  void waitForComment(String text) {
    var event = take();
    while (!text.equals(event.comment())) {
      assertThat(event.comment()).as("only comments, not %s", event).isNotNull();
      event = take();
    }
  }

  private Event take() {
    try {
      var event = events.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      assertThat(event).as("an event within %s", PATIENCE).isNotNull();
      return event;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AssertionError(stopped);
    }
  }

  @Override
  public void close() {
    connection.dispose();
  }
}
