package dev.agentledger.server.http;

import java.util.concurrent.Callable;
import reactor.core.publisher.Mono;

/** Takes work that blocks off the event loop. */
public final class Blocking {

  private Blocking() {}

  public static <T> Mono<T> call(Callable<T> work) {
    return Mono.fromCallable(work).subscribeOn(OffTheEventLoop.SCHEDULER);
  }

  public static Mono<Void> run(Runnable work) {
    return Mono.<Void>fromRunnable(work).subscribeOn(OffTheEventLoop.SCHEDULER);
  }
}
