package dev.agentledger.benchmarks.measure;

import java.time.Duration;

/**
 * How often and how long is measured, after how much warming up.
 *
 * @param count windows of which the median is told; at least five for a figure that is kept
 */
public record Windows(int count, Duration length, Duration warmUp) {

  public Windows {
    if (count < 1 || length.isNegative() || length.isZero() || warmUp.isNegative()) {
      throw new IllegalArgumentException("Not a way to measure: %d x %s".formatted(count, length));
    }
  }

  /** So many times as many windows. */
  public Windows times(int more) {
    return new Windows(more * count, length, warmUp);
  }

  /** The same windows after another warming up. */
  public Windows after(Duration otherWarmUp) {
    return new Windows(count, length, otherWarmUp);
  }

  @Override
  public String toString() {
    return "%d windows of %d ms after %d ms".formatted(count, length.toMillis(), warmUp.toMillis());
  }
}
