package dev.agentledger.server.idempotency;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import reactor.core.publisher.Mono;

/** Forgets requests that nobody will repeat any more. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class Retention {

  static final Duration KEPT = Duration.ofDays(7);

  private final IdempotencyRecords records;

  Retention(IdempotencyRecords records) {
    this.records = records;
  }

  @Scheduled(initialDelay = 1, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
  Mono<Long> forget() {
    return records.forgetOlderThan(KEPT);
  }
}
