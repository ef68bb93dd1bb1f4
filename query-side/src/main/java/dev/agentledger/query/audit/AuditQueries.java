package dev.agentledger.query.audit;

import dev.agentledger.api.audit.EventPage;
import dev.agentledger.api.audit.ListEvents;
import dev.agentledger.api.audit.ListStreamEvents;
import dev.agentledger.api.audit.RecordedEvent;
import dev.agentledger.api.audit.StreamEvents;
import dev.agentledger.query.log.EventLog;
import java.util.concurrent.CompletableFuture;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/** Answers who did what, from the log itself. */
@Component
class AuditQueries {

  private final AuditTrail trail;
  private final AuditWatch watch;
  private final EventLog log;

  AuditQueries(AuditTrail trail, AuditWatch watch, EventLog log) {
    this.trail = trail;
    this.watch = watch;
    this.log = log;
  }

  @QueryHandler
  CompletableFuture<@Nullable EventPage> handle(ListEvents query) {
    return trail.page(query).toFuture();
  }

  @QueryHandler
  Flux<RecordedEvent> handle(StreamEvents query) {
    return query.follow()
        ? watch.from(query.filter(), query.after())
        : trail.all(query.filter(), query.after());
  }

  @QueryHandler
  Flux<RecordedEvent> handle(ListStreamEvents query) {
    return log.stream(query);
  }
}
