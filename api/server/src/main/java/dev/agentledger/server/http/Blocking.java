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

  /** Work that goes on when nobody waits for it any more: interrupted, it would be in doubt. */
  static <T> Mono<T> toItsEnd(Callable<T> work) {
    return Mono.create(
        sink -> {
          var _ =
              OffTheEventLoop.SCHEDULER.schedule(
                  () -> {
                    try {
                      sink.success(work.call());
                    } catch (Exception | Error failure) {
                      sink.error(failure);
                    }
                  });
        });
  }

  /** Work that may block as soon as somebody subscribes. */
  public static <T> Mono<T> of(Mono<T> work) {
    return OffTheEventLoop.subscribed(work);
  }
}
