package dev.agentledger.query.audit;

import java.time.Duration;
import reactor.core.publisher.Mono;

/** Up to which position the audit trail knows the log. */
interface AuditProgress {

  /** Where it is once it has reached this position, or when that takes too long. */
  Mono<Long> reached(long position, Duration patience);
}
