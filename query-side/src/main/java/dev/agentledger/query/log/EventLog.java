package dev.agentledger.query.log;

import dev.agentledger.api.audit.EventFilter;
import dev.agentledger.api.audit.EventPage;
import dev.agentledger.api.audit.ListEvents;
import dev.agentledger.api.audit.ListStreamEvents;
import dev.agentledger.api.audit.RecordedEvent;
import dev.agentledger.api.audit.StreamEvents;
import dev.agentledger.events.DomainEvent;
import dev.agentledger.query.Pages;
import dev.agentledger.query.Selection;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.axonframework.common.DateTimeUtils;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Reads events in their order: the whole log up to its horizon, or one stream.
 *
 * <p>Whatever is long is read page by page at the pace of whoever reads it.
 */
@Component
public class EventLog {

  private static final int PAGE = 500;
  private static final long BEFORE_ALL = 0;
  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private final DatabaseClient database;
  private final LogHorizon horizon;
  private final LogTail tail;
  private final Revisions revisions = new Revisions();

  public EventLog(DatabaseClient database, LogHorizon horizon, LogTail tail) {
    this.database = database;
    this.horizon = horizon;
    this.tail = tail;
  }

  public Mono<EventPage> page(ListEvents query) {
    var size = Pages.size(query.limit());
    return horizon
        .settled()
        .flatMap(
            settled ->
                Pages.cut(
                    select(query.filter(), start(query.after()), settled, size + 1),
                    size,
                    event -> Long.toString(event.position()),
                    EventPage::new));
  }

  /** To the horizon of this moment, or beyond it for as long as anybody listens. */
  public Flux<RecordedEvent> all(StreamEvents query) {
    return query.follow()
        ? follow(query.filter(), start(query.after()))
        : horizon
            .settled()
            .flatMapMany(settled -> upTo(settled, query.filter(), start(query.after())));
  }

  /** One stream with payloads of the current revision; a stream has no gaps, so no horizon. */
  public Flux<RecordedEvent> stream(ListStreamEvents query) {
    var events = query.follow() ? followStream(query) : toItsEnd(query, query.afterSequence());
    return query.limit() > 0 ? events.take(query.limit()) : events;
  }

  /** One stream as events, oldest first. */
  public <E extends DomainEvent> Flux<PastEvent<E>> history(
      String tenant, String streamType, String streamId, Class<E> family) {
    return stored(tenant, streamType, streamId, -1, 0)
        .concatMapIterable(stored -> revisions.read(stored, family));
  }

  private Flux<RecordedEvent> follow(EventFilter filter, long after) {
    return Flux.defer(
        () -> {
          var reached = new AtomicLong(after);
          return tail.states()
              .takeUntil(state -> passed(filter, state.horizon()))
              .onBackpressureLatest()
              .concatMap(
                  state ->
                      upTo(state.horizon(), filter, reached.get())
                          .doOnNext(event -> reached.set(event.position()))
                          .doOnComplete(() -> reached.accumulateAndGet(state.horizon(), Math::max)),
                  1);
        });
  }

  private static boolean passed(EventFilter filter, long settled) {
    return filter.toPosition() != null && settled >= filter.toPosition();
  }

  /** Only the request of an approval names its agent, and what people decided belongs to it. */
  private static final String ABOUT_AGENT =
      """
      agent_id = :agent or stream_id in (
        select requested.stream_id from event requested
        where requested.agent_id = :agent and requested.contract = 'approval.requested')
      """;

  private Flux<RecordedEvent> upTo(long settled, EventFilter filter, long after) {
    return Pages.all(
        select(filter, after, settled, PAGE).collectList(),
        PAGE,
        last -> select(filter, last.position(), settled, PAGE).collectList());
  }

  private Flux<RecordedEvent> select(EventFilter filter, long after, long settled, int limit) {
    if (after >= settled) {
      return Flux.empty();
    }
    var selection =
        Selection.of(StoredEvent.SELECT)
            .where("position > :after", "after", after)
            .where("position <= :settled", "settled", settled)
            .where("tenant = :tenant", "tenant", filter.tenant())
            .where("position >= :first", "first", filter.fromPosition())
            .where("position <= :last", "last", filter.toPosition())
            .where("recorded_at >= :from", "from", onClock(filter.from()))
            .where("recorded_at < :to", "to", onClock(filter.to()))
            .where("actor = :actor", "actor", filter.actor())
            .where("correlation_id = :correlation", "correlation", filter.correlationId())
            .where("contract = :contract", "contract", filter.contract())
            .where(ABOUT_AGENT, "agent", filter.agentId())
            .where("stream_id = :run", "run", filter.runId());
    return selection
        .orderBy("position", limit)
        .read(database, row -> StoredEvent.of(row).recorded());
  }

  /** As the log writes it: in whole milliseconds, so that the order of texts is that of time. */
  private static @Nullable String onClock(@Nullable Instant instant) {
    if (instant == null) {
      return null;
    }
    if (!instant.isAfter(EARLIEST)) {
      return DateTimeUtils.formatInstant(EARLIEST);
    }
    var inReach = instant.isBefore(LATEST) ? instant : LATEST;
    return DateTimeUtils.formatInstant(inReach.plusNanos(999_999).truncatedTo(ChronoUnit.MILLIS));
  }

  private Flux<RecordedEvent> followStream(ListStreamEvents query) {
    return Flux.defer(
        () -> {
          var reached = new AtomicLong(query.afterSequence());
          var begun = new AtomicBoolean();
          return tail.states()
              .filter(state -> !begun.getAndSet(true) || state.mayHaveGrown(query.streamId()))
              .onBackpressureLatest()
              .concatMap(
                  _ ->
                      toItsEnd(query, reached.get())
                          .doOnNext(event -> reached.set(event.sequence())),
                  1);
        });
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
                .where("stream_id = :stream", "stream", streamId)
                .where("stream_type = :type", "type", streamType)
                .where("sequence > :after", "after", sequence)
                .where("tenant = :tenant", "tenant", tenant)
                .orderBy("sequence", size)
                .read(database, StoredEvent::of)
                .collectList();
    return Pages.all(page.apply(after), size, last -> page.apply(last.sequence()));
  }

  private static long start(@Nullable Long after) {
    return after == null ? BEFORE_ALL : after;
  }
}
