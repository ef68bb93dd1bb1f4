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

  private final EventLog log;

  AuditQueries(EventLog log) {
    this.log = log;
  }

  @QueryHandler
  CompletableFuture<@Nullable EventPage> handle(ListEvents query) {
    return log.page(query).toFuture();
  }

  @QueryHandler
  Flux<RecordedEvent> handle(StreamEvents query) {
    return log.all(query);
  }

  @QueryHandler
  Flux<RecordedEvent> handle(ListStreamEvents query) {
    return log.stream(query);
  }
}
