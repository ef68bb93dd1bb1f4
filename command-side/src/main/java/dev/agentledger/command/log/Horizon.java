package dev.agentledger.command.log;

import org.jspecify.annotations.Nullable;

/**
 * What is known of the end of the log: up to where no position can appear any more.
 *
 * <p>Positions are drawn before they are committed, so a lower one may become visible after a
 * higher one. Every event's transaction has its id before it draws a position. Hence whatever was
 * drawn before an observation belongs to a transaction below that observation's next id, and once
 * all of those have ended, everything up to the head of that observation is settled.
 *
 * @param settled no position up to this one can appear later; {@link #UNKNOWN} at first
 * @param awaited the observation whose transactions must end before its head is settled
 */
record Horizon(long settled, @Nullable Observation awaited) {

  static final long UNKNOWN = -1;

  static final Horizon NONE = new Horizon(UNKNOWN, null);

  /**
   * One look at the log, all parts of it at the same moment.
   *
   * @param known what was settled when it was taken
   * @param head the highest position that is visible
   * @param visible how many positions are visible beyond what is known
   * @param oldest the lowest id of a transaction that runs
   * @param next an id that no transaction had yet when the look was taken
   */
  record Observation(long known, long head, long visible, long oldest, long next) {

    /** Nothing ran that could still bring a lower position. */
    private boolean quiet() {
      return oldest >= next;
    }

    /** No position is missing between what was known and the head, whatever still runs. */
    private boolean gapless() {
      return known != UNKNOWN && visible == head - known;
    }
  }

  /** What is known after one more look; the looks may come in any order. */
  Horizon after(Observation seen) {
    var reached = settled;
    if (seen.quiet() || seen.gapless()) {
      reached = Math.max(reached, seen.head());
    }
    if (awaited != null && seen.oldest() >= awaited.next()) {
      reached = Math.max(reached, awaited.head());
    }
    if (awaited != null && awaited.head() > reached) {
      return new Horizon(reached, awaited);
    }
    return new Horizon(reached, seen.head() > reached || reached == UNKNOWN ? seen : null);
  }
}
