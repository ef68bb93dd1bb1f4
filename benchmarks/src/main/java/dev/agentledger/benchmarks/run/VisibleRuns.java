package dev.agentledger.benchmarks.run;

import dev.agentledger.benchmarks.measure.Latencies;
import dev.agentledger.benchmarks.measure.Work;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs at a steady pace, each followed until a read model shows its end; what is timed is only the
 * way from the last commit to there.
 */
public final class VisibleRuns implements Work {

  private final NoopRuns runs;
  private final Visibility visibility;
  private final Latencies latencies;
  private final long nanosBetween;
  private long due;

  /**
   * @param latencies that are told how long each took to show
   * @param nanosBetween from the beginning of one run to that of the next
   */
  public VisibleRuns(NoopRuns runs, Visibility visibility, Latencies latencies, long nanosBetween) {
    this.runs = runs;
    this.visibility = visibility;
    this.latencies = latencies;
    this.nanosBetween = nanosBetween;
    // Those who work at once must not begin at once.
    due = System.nanoTime() + ThreadLocalRandom.current().nextLong(nanosBetween);
  }

  @Override
  public int once() throws Exception {
    for (var left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
    due = Math.max(due + nanosBetween, System.nanoTime() - nanosBetween);
    var ended = runs.run();
    var committed = System.nanoTime();
    visibility.await(ended.run(), ended.answer());
    latencies.add(System.nanoTime() - committed);
    return 1;
  }
}
