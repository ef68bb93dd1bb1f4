package dev.agentledger.command.log;

import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes one reader of the log that found nothing, as soon as something comes that it wants.
 *
 * <p>Commits come by the hundred in a second and readers are many, most of which want none of it;
 * and who has been woken once needs no other call before it has looked. A reader that would rather
 * be called is called on a thread of its own, so that nobody who wakes it waits for what it does.
 */
final class Wakeup {

  private static final Logger log = LoggerFactory.getLogger(Wakeup.class);

  private final @Nullable Predicate<Class<?>> wanted;
  private final Semaphore woken = new Semaphore(0);
  private final AtomicInteger calls = new AtomicInteger();
  private volatile boolean asleep;
  private volatile @Nullable Runnable listener;

  /**
   * @param wanted the types of events that are of use; null for all
   */
  Wakeup(@Nullable Predicate<Class<?>> wanted) {
    this.wanted = wanted;
  }

  /** From now on something wakes; what came before is for the reader to look for once more. */
  void fallAsleep() {
    woken.drainPermits();
    asleep = true;
  }

  /** Waits until something has come since the reader fell asleep, for at most so long. */
  boolean await(long nanos) throws InterruptedException {
    return woken.tryAcquire(nanos, TimeUnit.NANOSECONDS);
  }

  /** The same without a limit, and so without a timer. */
  void await() throws InterruptedException {
    woken.acquire();
  }

  /** Calls it now, and whenever the reader would be woken. */
  void tell(Runnable listener) {
    this.listener = listener;
    callListener();
  }

  /**
   * Something has come.
   *
   * @param types of the events; null when that is not known
   */
  void call(@Nullable Set<Class<?>> types) {
    if (asleep && wants(types)) {
      asleep = false;
      woken.release();
      callListener();
    }
  }

  private boolean wants(@Nullable Set<Class<?>> types) {
    return wanted == null || types == null || types.stream().anyMatch(wanted);
  }

  private void callListener() {
    var called = listener;
    if (called != null && calls.getAndIncrement() == 0) {
      Thread.startVirtualThread(() -> run(called));
    }
  }

  /** Once for all calls that came meanwhile. */
  private void run(Runnable called) {
    var answered = calls.get();
    do {
      try {
        called.run();
      } catch (RuntimeException failure) {
        log.warn("Whoever follows the log could not be woken", failure);
      }
      answered = calls.addAndGet(-answered);
    } while (answered != 0);
  }
}
