package dev.agentledger.saga.run.plan;

import java.time.Duration;

/** Ever longer pauses between attempts at something that must succeed in the end. */
public final class Pauses {

  private static final Duration FIRST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private Duration next = FIRST;

  public void await() throws InterruptedException {
    Thread.sleep(next);
    var doubled = next.multipliedBy(2);
    next = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
  }
}
