package dev.agentledger.server.http;

import java.util.concurrent.Callable;
import reactor.core.publisher.Mono;

/** Takes work that blocks off the event loop. */
public final class Blocking {

  private Blocking() {}

  public static <T> Mono<T> call(Callable<T> work) {
    return of(Mono.fromCallable(work));
  }

  public static Mono<Void> run(Runnable work) {
    return of(Mono.fromRunnable(work));
  }

  /** Work that may block as soon as somebody subscribes. */
  public static <T> Mono<T> of(Mono<T> work) {
    return work.subscribeOn(OffTheEventLoop.SCHEDULER);
  }
}
