package dev.agentledger.server.http;

import java.util.concurrent.Executors;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Where work that may block goes: a virtual thread of its own, on which whatever else may block
 * goes on at once.
 */
final class OffTheEventLoop {

  private static final ScopedValue<Boolean> HERE = ScopedValue.newInstance();

  static final Scheduler SCHEDULER =
      Schedulers.fromExecutorService(
          Executors.newThreadPerTaskExecutor(
              work ->
                  Thread.ofVirtual()
                      .name("edge")
                      .unstarted(() -> ScopedValue.where(HERE, true).run(work))),
          "edge");

  private OffTheEventLoop() {}

  static <T> Mono<T> subscribed(Mono<T> work) {
    return Mono.defer(() -> HERE.isBound() ? work : work.subscribeOn(SCHEDULER));
  }

  static <T> Flux<T> subscribed(Flux<T> work) {
    return Flux.defer(() -> HERE.isBound() ? work : work.subscribeOn(SCHEDULER));
  }
}
