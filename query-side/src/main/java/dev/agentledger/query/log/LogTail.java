package dev.agentledger.query.log;

import java.time.Duration;
import org.axonframework.eventhandling.EventBus;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.publisher.Sinks.EmitFailureHandler;
import reactor.core.scheduler.Schedulers;

/**
 * Tells followers that the log has grown: at once after a commit of this process, within a second
 * after one of another.
 *
 * <p>However many follow, the log is looked at once for all of them, and not at all while nobody
 * follows.
 */
@Component
public class LogTail {

  private static final Logger log = LoggerFactory.getLogger(LogTail.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration BRIEFLY = Duration.ofMillis(10);
  private static final Duration AT_MOST = Duration.ofMillis(100);

  private final LogHorizon horizon;
  private final Sinks.Many<Boolean> commits = Sinks.many().multicast().directBestEffort();
  private final Flux<LogState> states;

  public LogTail(LogHorizon horizon, EventBus events) {
    this.horizon = horizon;
    events.subscribe(recorded -> wakeAfterCommit());
    states =
        Flux.merge(commits.asFlux(), Flux.interval(Duration.ZERO, POLL))
            .onBackpressureLatest()
            .publishOn(Schedulers.parallel(), 1)
            .concatMap(signal -> observeUntilSettled(), 0)
            .distinctUntilChanged(state -> state, LogState::looksLike)
            .replay(1)
            .refCount();
  }

  /** The state now, then again each time it changes. */
  Flux<LogState> states() {
    return states;
  }

  private void wakeAfterCommit() {
    if (CurrentUnitOfWork.isStarted()) {
      CurrentUnitOfWork.get().afterCommit(committed -> wake());
    } else {
      wake();
    }
  }

  private void wake() {
    commits.emitNext(true, EmitFailureHandler.busyLooping(BRIEFLY));
  }

  /** Looks again, and again, while a running transaction may still bring an earlier position. */
  private Flux<LogState> observeUntilSettled() {
    return observe(BRIEFLY)
        .expand(
            look ->
                look.state().settled()
                    ? Mono.empty()
                    : Mono.delay(look.patience()).then(observe(longer(look.patience()))))
        .map(Look::state)
        .onErrorResume(
            failure -> {
              log.warn("The end of the log cannot be read; trying again: {}", failure.toString());
              return Flux.empty();
            });
  }

  private Mono<Look> observe(Duration patience) {
    return horizon.observe().map(state -> new Look(state, patience));
  }

  private static Duration longer(Duration patience) {
    var doubled = patience.multipliedBy(2);
    return doubled.compareTo(AT_MOST) > 0 ? AT_MOST : doubled;
  }

  private record Look(LogState state, Duration patience) {}
}
