package dev.agentledger.query.audit;

import java.time.Duration;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

@Component
class EverythingIsKnown implements AuditProgress {
  @Override
  public Mono<Long> reached(long position, Duration patience) {
    return Mono.just(position);
  }
}
