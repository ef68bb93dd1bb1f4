package dev.agentledger.command.log;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the end of the log: up to where no position can appear any more.
 *
 * <p>Positions are drawn before they are committed, so a lower one may become visible after a
 * higher one. Whoever draws a position writes to the event table and shows as one of its writers
 * until the transaction has ended. Hence what is missing below a visible position can only come
 * from those who write at that moment: once they have ended, whoever reads again sees all there
 * will ever be up to that position. Other transactions, however long, hold nothing back.
 *
 * @param settled whoever reads from now on misses no position up to this one; {@link #UNKNOWN} at
 *     first
 * @param awaited what is waited for, when a position was missing
 */
record Horizon(long settled, @Nullable Gap awaited) {

  static final long UNKNOWN = -1;

  static final Horizon NONE = new Horizon(UNKNOWN, null);

  /**
   * Writers of which one may still bring a position up to the head that was visible.
   *
   * @param writers those of that moment that have not ended yet
   */
  record Gap(long head, Set<String> writers) {

    Gap {
      writers = Set.copyOf(writers);
    }

    private Gap amongRunning(Set<String> running) {
      var left = new HashSet<>(writers);
      left.retainAll(running);
      return new Gap(head, left);
    }
  }

  /**
   * One look at the log.
   *
   * @param unbroken up to here no position is missing since what was settled
   * @param head the highest position that was visible
   * @param writers who wrote to the log, looked up after the head was seen
   */
  record Look(long unbroken, long head, Set<String> writers) {}

  /** What is known once no position is missing up to this one. */
  Horizon unbrokenUpTo(long position) {
    var reached = Math.max(settled, position);
    return new Horizon(reached, awaited != null && awaited.head() > reached ? awaited : null);
  }

  /** What is known after one more look. */
  Horizon after(Look seen) {
    var reached = Math.max(settled, seen.unbroken());
    var waiting = awaited == null ? null : awaited.amongRunning(seen.writers());
    if (waiting != null && waiting.writers().isEmpty()) {
      reached = Math.max(reached, waiting.head());
    }
    if (waiting == null || waiting.head() <= reached) {
      waiting = new Gap(seen.head(), seen.writers());
    }
    if (waiting.writers().isEmpty()) {
      reached = Math.max(reached, waiting.head());
    }
    return new Horizon(reached, waiting.head() > reached ? waiting : null);
  }
}
