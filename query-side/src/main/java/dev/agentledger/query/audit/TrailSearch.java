package dev.agentledger.query.audit;

import dev.agentledger.api.audit.EventFilter;
import dev.agentledger.query.Selection;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the first events that a filter lets through, after one position and up to another,
 * without looking through what lies before or between, however long the log is.
 *
 * @param after the position after which a page begins, in whichever order
 * @param settled the last position that readers may be told of
 * @param limit how many events at most
 */
record TrailSearch(EventFilter filter, long after, long settled, int limit, Order order) {

  /** The order of pages, by the column that has positions or their blocks. */
  enum Order {
    OLDEST_FIRST(""),
    NEWEST_FIRST(" desc");

    private final String direction;

    Order(String direction) {
      this.direction = direction;
    }

    String of(String column) {
      return column + direction;
    }
  }

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
      block >= coalesce((select block from audit_trail
                         where tenant = :tenant and since < :before
                         order by since desc limit 1), 0)
      """;

  private static final String SURELY_BEFORE =
      """
      block <= coalesce((select block from audit_trail
                         where tenant = :tenant and since >= :beyond
                         order by since limit 1), 9223372036854775807)
      """;

  /*
   * Each row that is chosen has an event that is wanted, and no other row of the blocks up to the
   * last that was chosen has one: so the first events of all are among those of these rows.
   */
  private static final String ROWS =
      """
      select positions, recorded_at from audit_trail
      cross join lateral (%s) wanted
      """;

  private static final String ONE_OF_ROW =
      "select from unnest(positions, recorded_at) as event (position, recorded_at)";

  private static final String POSITIONS =
      """
      select position from (%s) chosen
      cross join lateral unnest(positions, recorded_at) as event (position, recorded_at)
      """;

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

  /** Where they stand in the log. */
  Selection positions() {
    if (filter.agentId() == null) {
      return in(rows());
    }
    var agent = TrailKeys.of(filter.tenant(), filter.agentId());
    return inOrder(
        Selection.of(
            ABOUT_AGENT,
            in(rows().where("agent = :agent", "agent", agent)),
            requests(filter.tenant(), filter.agentId()),
            in(rows().where("stream = requested.stream"))));
  }

  /** The same events, however they are selected. */
  Selection inOrder(Selection events) {
    return events.orderBy(order.of("position"), limit);
  }

  /** What approvals about an agent were requested. */
  static Selection requests(String tenant, String agent) {
    return Selection.of("select distinct stream_id, stream from audit_approval")
        .where("agent = :agent", "agent", TrailKeys.of(tenant, agent));
  }

  /** The rows in which they are. */
  private Selection rows() {
    return Selection.of(ROWS, wanted(ONE_OF_ROW).first())
        .where("tenant = :tenant", "tenant", TrailKeys.of(filter.tenant()))
        .where("block >= :firstBlock", "firstBlock", blockOf(after + 1))
        .where("block <= :lastBlock", "lastBlock", blockOf(settled))
        .where("block >= :fromBlock", "fromBlock", blockOf(filter.fromPosition()))
        .where("block <= :toBlock", "toBlock", blockOf(filter.toPosition()))
        .where(SURELY_AFTER, "before", onClock(earlier(filter.from())))
        .where(SURELY_BEFORE, "beyond", onClock(later(filter.to())))
        .where("actor = :actor", "actor", key(filter, filter.actor()))
        .where("correlation = :correlation", "correlation", chain(filter.correlationId()))
        .where("contract = :contract", "contract", key(filter, filter.contract()))
        .where("stream = :stream", "stream", stream(filter.streamId()));
  }

  private Selection in(Selection rows) {
    return inOrder(wanted(POSITIONS, rows.orderByWithTies(order.of("block"), limit)));
  }

  private Selection wanted(String select, Selection... parts) {
    return Selection.of(select, parts)
        .where("event.position > :after", "after", after)
        .where("event.position <= :settled", "settled", settled)
        .where("event.position >= :first", "first", filter.fromPosition())
        .where("event.position <= :last", "last", filter.toPosition())
        .where("event.recorded_at >= :from", "from", onClock(filter.from()))
        .where("event.recorded_at < :to", "to", onClock(filter.to()));
  }

  private static @Nullable Long blockOf(@Nullable Long position) {
    return position == null ? null : position >> AuditTrailProjection.BLOCK;
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
