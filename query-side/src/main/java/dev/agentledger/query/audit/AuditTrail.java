package dev.agentledger.query.audit;

import static dev.agentledger.query.audit.TrailSearch.Order.NEWEST_FIRST;
import static dev.agentledger.query.audit.TrailSearch.Order.OLDEST_FIRST;

import dev.agentledger.api.audit.EventFilter;
import dev.agentledger.api.audit.EventPage;
import dev.agentledger.api.audit.ListEvents;
import dev.agentledger.api.audit.RecordedEvent;
import dev.agentledger.query.Pages;
import dev.agentledger.query.Selection;
import dev.agentledger.query.log.EventLog;
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
  private static final String IN_FULL =
      """
      select position, event_id, stream_type, stream_id, sequence, recorded_at, contract, revision,
             metadata, payload
      from (%s) found join event_with_payload using (position)
      """;

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
    return TrailSearch.requests(tenant, agent)
        .read(database, row -> Selection.text(row, "stream_id"));
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
        : read(new TrailSearch(filter, after, settled, limit, OLDEST_FIRST));
  }

  private Flux<RecordedEvent> newest(
      EventFilter filter, @Nullable Long after, long settled, int limit) {
    var last = after == null ? settled : Math.min(settled, after - 1);
    return read(new TrailSearch(filter, BEFORE_ALL, last, limit, NEWEST_FIRST));
  }

  private Flux<RecordedEvent> read(TrailSearch search) {
    return log.read(search.inOrder(Selection.of(IN_FULL, search.positions())));
  }
}
