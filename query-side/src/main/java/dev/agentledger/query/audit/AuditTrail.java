package dev.agentledger.query.audit;

import dev.agentledger.api.audit.EventFilter;
import dev.agentledger.api.audit.EventPage;
import dev.agentledger.api.audit.ListEvents;
import dev.agentledger.api.audit.RecordedEvent;
import dev.agentledger.query.Pages;
import dev.agentledger.query.Selection;
import dev.agentledger.query.log.EventLog;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Finds the events of a tenant by who did what, when and to whom.
 *
 * <p>The table {@code audit_trail} knows where in the log they stand; the log itself tells them.
 */
@Component
class AuditTrail {

  private static final int PAGE = 500;
  private static final long BEFORE_ALL = 0;
  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  /** Twice how far the clocks of nodes may be apart. */
  private static final Duration BETWEEN_CLOCKS = Duration.ofMinutes(2);

  /*
   * Positions stand in the order of time, but for the clocks of the nodes. Whoever asks for a time
   * would otherwise go through all positions before it.
   */
  private static final String SURELY_AFTER =
      """
      position > coalesce((select position from audit_trail
                           where tenant = :tenant and recorded_at < :before
                           order by recorded_at desc limit 1), 0)
      """;

  private static final String SURELY_BEFORE =
      """
      position < coalesce((select position from audit_trail
                           where tenant = :tenant and recorded_at >= :beyond
                           order by recorded_at limit 1), 9223372036854775807)
      """;

  private static final String POSITIONS = "select position from audit_trail";

  /** Only the request of an approval names its agent, and what people decided belongs to it. */
  private static final String ABOUT_AGENT =
      """
      select position from (
        (%s)
        union
        (select decided.position
         from (%s) requested
         cross join lateral (%s) decided)
      ) about
      """;

  private static final String IN_FULL =
      """
      select position, event_id, stream_type, stream_id, sequence, recorded_at, contract, revision,
             metadata, payload
      from (%s) found join event_with_payload using (position)
      """;

  private static final String OLDEST_FIRST = "position";
  private static final String NEWEST_FIRST = "position desc";

  private final DatabaseClient database;
  private final EventLog log;
  private final AuditProgress progress;

  AuditTrail(DatabaseClient database, EventLog log, AuditProgress progress) {
    this.database = database;
    this.log = log;
    this.progress = progress;
  }

  Mono<EventPage> page(ListEvents query) {
    var size = Pages.size(query.limit());
    return settled()
        .flatMap(
            settled ->
                Pages.cut(
                    query.newestFirst()
                        ? newest(query.filter(), query.after(), settled, size + 1)
                        : select(query.filter(), start(query.after()), settled, size + 1),
                    size,
                    event -> Long.toString(event.position()),
                    EventPage::new));
  }

  /** To the end of the log at this moment. */
  Flux<RecordedEvent> all(EventFilter filter, @Nullable Long after) {
    return settled().flatMapMany(settled -> upTo(settled, filter, start(after)));
  }

  /** Streams of the approvals about an agent, as far as the trail knows the log. */
  Flux<String> approvals(String tenant, String agent) {
    return requests(tenant, agent).read(database, row -> Selection.text(row, "stream_id"));
  }

  /** The same, page by page, up to a position that is settled. */
  Flux<RecordedEvent> upTo(long settled, EventFilter filter, long after) {
    return Pages.all(
        select(filter, after, settled, PAGE).collectList(),
        PAGE,
        last -> select(filter, last.position(), settled, PAGE).collectList());
  }

  /** Where the trail is once it knows this position, or when that takes too long. */
  Mono<Long> reached(long position) {
    return progress.reached(position);
  }

  static long start(@Nullable Long after) {
    return after == null ? BEFORE_ALL : after;
  }

  private Mono<Long> settled() {
    return log.settled()
        .flatMap(settled -> reached(settled).map(known -> Math.min(known, settled)));
  }

  private Flux<RecordedEvent> select(EventFilter filter, long after, long settled, int limit) {
    return after >= settled
        ? Flux.empty()
        : log.read(
            Selection.of(IN_FULL, positions(filter, after, settled, limit))
                .orderBy(OLDEST_FIRST, limit));
  }

  private Flux<RecordedEvent> newest(
      EventFilter filter, @Nullable Long after, long settled, int limit) {
    var last = after == null ? settled : Math.min(settled, after - 1);
    return log.read(
        Selection.of(IN_FULL, positions(filter, BEFORE_ALL, last, limit, NEWEST_FIRST))
            .orderBy(NEWEST_FIRST, limit));
  }

  /** Finds them without looking through what lies before or between, however long the log is. */
  static Selection positions(EventFilter filter, long after, long settled, int limit) {
    return positions(filter, after, settled, limit, OLDEST_FIRST);
  }

  private static Selection positions(
      EventFilter filter, long after, long settled, int limit, String order) {
    if (filter.agentId() == null) {
      return narrowed(filter, after, settled).orderBy(order, limit);
    }
    return Selection.of(
            ABOUT_AGENT,
            narrowed(filter, after, settled)
                .where("agent = :agent", "agent", TrailKeys.of(filter.tenant(), filter.agentId()))
                .orderBy(order, limit),
            requests(filter.tenant(), filter.agentId()),
            narrowed(filter, after, settled)
                .where("stream = requested.stream")
                .orderBy(order, limit))
        .orderBy(order, limit);
  }

  private static Selection requests(String tenant, String agent) {
    return Selection.of("select distinct stream_id, stream from audit_approval")
        .where("agent = :agent", "agent", TrailKeys.of(tenant, agent));
  }

  private static Selection narrowed(EventFilter filter, long after, long settled) {
    return Selection.of(POSITIONS)
        .where("tenant = :tenant", "tenant", TrailKeys.of(filter.tenant()))
        .where("position > :after", "after", after)
        .where("position <= :settled", "settled", settled)
        .where("position >= :first", "first", filter.fromPosition())
        .where("position <= :last", "last", filter.toPosition())
        .where("recorded_at >= :from", "from", onClock(filter.from()))
        .where(SURELY_AFTER, "before", onClock(earlier(filter.from())))
        .where("recorded_at < :to", "to", onClock(filter.to()))
        .where(SURELY_BEFORE, "beyond", onClock(later(filter.to())))
        .where("actor = :actor", "actor", key(filter, filter.actor()))
        .where("correlation = :correlation", "correlation", chain(filter.correlationId()))
        .where("contract = :contract", "contract", key(filter, filter.contract()))
        .where("stream = :stream", "stream", stream(filter.streamId()));
  }

  private static @Nullable Long key(EventFilter filter, @Nullable String name) {
    return name == null ? null : TrailKeys.of(filter.tenant(), name);
  }

  private static @Nullable UUID chain(@Nullable String id) {
    return id == null ? null : TrailKeys.ofChain(id);
  }

  private static @Nullable UUID stream(@Nullable String id) {
    return id == null ? null : TrailKeys.ofStream(id);
  }

  private static @Nullable Instant earlier(@Nullable Instant instant) {
    return instant == null || instant.isBefore(EARLIEST) ? null : instant.minus(BETWEEN_CLOCKS);
  }

  private static @Nullable Instant later(@Nullable Instant instant) {
    return instant == null || instant.isAfter(LATEST) ? null : instant.plus(BETWEEN_CLOCKS);
  }

  /** In whole milliseconds, as the log writes them, and within the years that columns know. */
  private static @Nullable OffsetDateTime onClock(@Nullable Instant instant) {
    if (instant == null) {
      return null;
    }
    var inReach =
        instant.isBefore(EARLIEST) ? EARLIEST : instant.isAfter(LATEST) ? LATEST : instant;
    return inReach.plusNanos(999_999).truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC);
  }
}
