package dev.agentledger.benchmarks.measure;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.LongStream;

/** Durations counted in buckets that are two in a hundred wide, so that counting costs nothing. */
public final class Latencies {

  private static final double WIDTH = Math.log(1.02);
  private static final int BUCKETS = (int) (Math.log(1e9 * 3600) / WIDTH) + 1;

  private final AtomicLongArray counts = new AtomicLongArray(BUCKETS);

  public void add(long nanos) {
    var bucket = (int) (Math.log((double) Math.max(1, nanos)) / WIDTH);
    counts.incrementAndGet(Math.min(bucket, BUCKETS - 1));
  }

  /** What has been counted so far. */
  public Counted now() {
    return new Counted(LongStream.range(0, BUCKETS).map(i -> counts.get((int) i)).toArray());
  }

  /** The counts at one moment. */
  public static final class Counted {

    private final long[] counts;

    private Counted(long[] counts) {
      this.counts = counts;
    }

    public Counted since(Counted earlier) {
      var difference = new long[counts.length];
      for (var i = 0; i < counts.length; i++) {
        difference[i] = counts[i] - earlier.counts[i];
      }
      return new Counted(difference);
    }

    /**
     * The milliseconds within which this part of all was done; zero when there was nothing.
     *
     * @param part such as 0.99
     */
    public double millis(double part) {
      var all = LongStream.of(counts).sum();
      var seen = 0L;
      for (var i = 0; i < counts.length && all > 0; i++) {
        seen += counts[i];
        if (seen >= Math.ceil(all * part)) {
          return Math.exp((i + 0.5) * WIDTH) / 1e6;
        }
      }
      return 0;
    }
  }
}
