package dev.agentledger.query.projection;

import java.time.Duration;

/** The right of this process to write a segment, for a while. */
public final class Lease {

  static final Duration TERM = Duration.ofSeconds(10);
  private static final long AGE_TO_EXTEND = Duration.ofSeconds(3).toNanos();

  private final Segment segment;
  private volatile long since;
  private volatile long reached;
  private volatile long stored;

  /**
   * @param since when the database was asked, by {@code System.nanoTime}: the database counts from
   *     no earlier
   */
  Lease(Segment segment, long position, long since) {
    this.segment = segment;
    this.since = since;
    reached = position;
    stored = position;
  }

  public Segment segment() {
    return segment;
  }

  /** The position up to which everything of the segment is written. */
  public long reached() {
    return reached;
  }

  /** Nothing of the segment lay on the way to this position; it is stored before long. */
  public void pass(long position) {
    requireHeld();
    reached = position;
  }

  /** Fails when another process may have taken the segment over. */
  public void requireHeld() {
    if (System.nanoTime() - since > TERM.toNanos()) {
      throw new LeaseLost(segment);
    }
  }

  void stored(long position, long when) {
    since = when;
    stored = position;
    if (position > reached) {
      reached = position;
    }
  }

  void end() {
    since = System.nanoTime() - 2 * TERM.toNanos();
  }

  boolean isDue() {
    return stored < reached || System.nanoTime() - since > AGE_TO_EXTEND;
  }
}
