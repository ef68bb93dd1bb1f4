package dev.agentledger.query.projection;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Whether the log grows fast. */
final class Influx {

  private static final long WINDOW = Duration.ofMillis(100).toNanos();

  /** In a window; one run after the other does not come to that. */
  private static final long MUCH = 150;

  private final LongSupplier clock;
  private long begun;
  private long seen;
  private boolean much;

  Influx() {
    this(System::nanoTime);
  }

  /**
   * @param clock nanoseconds from any origin
   */
  Influx(LongSupplier clock) {
    this.clock = clock;
    begun = clock.getAsLong();
  }

  /** Whether it is fast now that it has grown by so many events since the last question. */
  boolean isMuch(long grown) {
    var now = clock.getAsLong();
    if (now - begun >= WINDOW) {
      much = seen >= MUCH && now - begun < 2 * WINDOW;
      begun = now;
      seen = 0;
    }
    seen += grown;
    much |= seen >= MUCH;
    return much;
  }
}
