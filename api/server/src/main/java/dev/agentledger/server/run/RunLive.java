package dev.agentledger.server.run;

import dev.agentledger.api.audit.ListStreamEvents;
import dev.agentledger.api.audit.RecordedEvent;
import dev.agentledger.api.run.RunDelta;
import dev.agentledger.api.run.WatchDeltas;
import dev.agentledger.events.run.RunId;
import dev.agentledger.server.http.Caller;
import dev.agentledger.server.http.Queries;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Runs as they happen: their events, and between them what a model is writing.
 *
 * <p>Only the events are numbered and can be resumed. What was written is told after the event that
 * asks the model and never after the one that says how it answered.
 */
@Component
public class RunLive {

  private static final String STREAM_TYPE = "run";
  private static final long BEFORE_THE_FIRST = -1;
  private static final String REQUESTED = "run.model-call-requested";
  private static final Set<String> SUPERSEDING =
      Set.of(
          "run.model-call-completed",
          "run.model-call-failed",
          "run.completed",
          "run.failed",
          "run.cancelled");

  /** What is past is read faster than that, so nobody looks for what was written then. */
  private static final Duration PAST_OR_PRESENT = Duration.ofMillis(10);

  private static final Logger log = LoggerFactory.getLogger(RunLive.class);

  private final Queries queries;

  RunLive(Queries queries) {
    this.queries = queries;
  }

  /** Everything after a sequence, oldest first, until the follower leaves. */
  public Flux<Telling> follow(Caller caller, RunId runId, @Nullable Long after) {
    return attemptsUpTo(caller, runId, after)
        .flatMapMany(
            attempts -> {
              var provisional = new Provisional();
              attempts.forEach(provisional::notice);
              return events(caller, runId, after, 0, true)
                  .publish(
                      events ->
                          Flux.merge(
                              events.<Telling>map(Telling.Happened::new),
                              written(
                                  caller, Flux.fromIterable(attempts).concatWith(about(events)))))
                  .filter(provisional::admits);
            });
  }

  /** Who comes back within an answer reads on in it, though the event that asked is known. */
  private Mono<List<RecordedEvent>> attemptsUpTo(Caller caller, RunId runId, @Nullable Long after) {
    return after == null || after < 0
        ? Mono.just(List.of())
        : events(caller, runId, null, 0, false)
            .takeWhile(event -> event.sequence() <= after)
            .transform(RunLive::about)
            .takeLast(1)
            .collectList();
  }

  /** Those of an attempt to have a model answer. */
  private static Flux<RecordedEvent> about(Flux<RecordedEvent> events) {
    return events.filter(
        event -> event.contract().equals(REQUESTED) || SUPERSEDING.contains(event.contract()));
  }

  /**
   * The events that there are after a sequence, oldest first.
   *
   * @param limit how many at most; all for zero
   */
  Flux<RecordedEvent> past(Caller caller, RunId runId, @Nullable Long after, int limit) {
    return events(caller, runId, after, limit, false);
  }

  private Flux<RecordedEvent> events(
      Caller caller, RunId runId, @Nullable Long after, int limit, boolean follow) {
    return queries.stream(
        new ListStreamEvents(
            caller.tenant(),
            STREAM_TYPE,
            runId.value(),
            Objects.requireNonNullElse(after, BEFORE_THE_FIRST),
            limit,
            follow),
        RecordedEvent.class);
  }

  private Flux<Telling> written(Caller caller, Flux<RecordedEvent> attempts) {
    return attempts.switchMap(
        event ->
            event.contract().equals(REQUESTED)
                ? Mono.delay(PAST_OR_PRESENT).thenMany(deltas(caller, event))
                : Flux.empty());
  }

  /** Whatever is wrong with what is provisional must not end what is durable. */
  private Flux<Telling> deltas(Caller caller, RecordedEvent requested) {
    return queries.stream(
            new WatchDeltas(
                caller.tenant(),
                new RunId(requested.streamId()),
                number(requested, "step"),
                number(requested, "attempt")),
            RunDelta.class)
        .<Telling>map(Telling.Written::new)
        .onErrorResume(
            failure -> {
              log.warn("What a model writes cannot be told: {}", failure.toString());
              return Flux.empty();
            });
  }

  private static int number(RecordedEvent event, String name) {
    return event.payload().get(name) instanceof Number number ? number.intValue() : 0;
  }

  /** What is provisional at this point of one follower's stream. */
  private static final class Provisional {

    private int step;
    private int attempt;

    boolean admits(Telling telling) {
      return switch (telling) {
        case Telling.Written(var delta) -> delta.step() == step && delta.attempt() == attempt;
        case Telling.Happened(var event) -> {
          notice(event);
          yield true;
        }
      };
    }

    void notice(RecordedEvent event) {
      if (event.contract().equals(REQUESTED)) {
        step = number(event, "step");
        attempt = number(event, "attempt");
      } else if (SUPERSEDING.contains(event.contract())) {
        step = 0;
        attempt = 0;
      }
    }
  }
}
