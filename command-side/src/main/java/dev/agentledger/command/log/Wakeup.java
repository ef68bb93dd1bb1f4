package dev.agentledger.command.log;

import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls a sleeper on a thread of its own, once for all calls that came meanwhile, so that nobody
 * who wakes another waits for what that one does.
 */
final class Wakeup {

  private static final Logger log = LoggerFactory.getLogger(Wakeup.class);

  private final Runnable sleeper;
  private final AtomicInteger calls = new AtomicInteger();

  Wakeup(Runnable sleeper) {
    this.sleeper = sleeper;
  }

  void call() {
    if (calls.getAndIncrement() == 0) {
      Thread.startVirtualThread(this::wake);
    }
  }

  private void wake() {
    var answered = calls.get();
    do {
      try {
        sleeper.run();
      } catch (RuntimeException failure) {
        log.warn("Whoever follows the log could not be woken", failure);
      }
      answered = calls.addAndGet(-answered);
    } while (answered != 0);
  }
}
