package dev.agentledger.query.log;

import dev.agentledger.api.audit.ListStreamEvents;
import dev.agentledger.api.audit.RecordedEvent;
import dev.agentledger.events.DomainEvent;
import dev.agentledger.query.Pages;
import dev.agentledger.query.Selection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Reads streams in their order, and knows where the log ends.
 *
 * <p>Whatever is long is read page by page at the pace of whoever reads it.
 */
@Component
public class EventLog {

  private static final int PAGE = 500;
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final DatabaseClient database;
  private final LogFollower follower;
  private final Revisions revisions = new Revisions();

  public EventLog(DatabaseClient database, LogFollower follower) {
    this.database = database;
    this.follower = follower;
  }

  /**
   * Up to where the log can be read in order without missing what commits late; waits, not for
   * long, until that is everything that is in the log now.
   */
  public Mono<Long> settled() {
    return database
        .sql("select coalesce(max(position), 0) as head from event")
        .map(row -> StoredEvent.number(row, "head"))
        .one()
        .flatMap(head -> follower.reached(head, PATIENCE));
  }

  /** Whole events, as they are stored, that somebody selected. */
  public Flux<RecordedEvent> read(Selection events) {
    return events.read(database, row -> StoredEvent.of(row).recorded());
  }

  /** One stream with payloads of the current revision. */
  public Flux<RecordedEvent> stream(ListStreamEvents query) {
    var events = query.follow() ? follow(query) : toItsEnd(query, query.afterSequence());
    return query.limit() > 0 ? events.take(query.limit()) : events;
  }

  /** One stream as events, oldest first. */
  public <E extends DomainEvent> Flux<PastEvent<E>> history(
      String tenant, String streamType, String streamId, Class<E> family) {
    return stored(tenant, streamType, streamId, -1, 0)
        .concatMapIterable(stored -> revisions.read(stored, family));
  }

  private Flux<RecordedEvent> follow(ListStreamEvents query) {
    return Flux.defer(
        () -> {
          var told = new AtomicLong(query.afterSequence());
          return follower.follow(
              query.streamId(),
              listener ->
                  toItsEnd(query, told.get())
                      .concatWith(Flux.defer(() -> live(query, listener, told.get())))
                      .doOnNext(event -> told.set(event.sequence())),
              () -> true);
        });
  }

  private static Flux<RecordedEvent> live(ListStreamEvents query, Listener listener, long told) {
    return listener
        .events()
        .filter(event -> event.sequence() > told && event.isOf(query.tenant(), query.streamType()))
        .map(LiveEvent::recorded);
  }

  private Flux<RecordedEvent> toItsEnd(ListStreamEvents query, long after) {
    return stored(query.tenant(), query.streamType(), query.streamId(), after, query.limit())
        .concatMapIterable(revisions::current);
  }

  private Flux<StoredEvent> stored(
      String tenant, String streamType, String streamId, long after, int limit) {
    var size = limit > 0 ? Math.min(limit, PAGE) : PAGE;
    LongFunction<Mono<List<StoredEvent>>> page =
        sequence ->
            Selection.of(StoredEvent.SELECT)
                // By its key the index of a stream's events gives them in their order.
                .where(
                    "stream_key = (select key from stream where id = :stream)", "stream", streamId)
                .where("stream_type = :type", "type", streamType)
                .where("sequence > :after", "after", sequence)
                .where("tenant = :tenant", "tenant", tenant)
                .orderBy("sequence", size)
                .read(database, StoredEvent::of)
                .collectList();
    return Pages.all(page.apply(after), size, last -> page.apply(last.sequence()));
  }
}
