package dev.agentledger.benchmarks.run;

import dev.agentledger.events.run.RunId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.axonframework.commandhandling.CommandBus;

/** Runs of the same length, however long, each step recorded by a command of its own. */
public final class LongRuns {

  private static final int AT_ONCE = 32;
  private static final int EVENTS_OF_A_STEP = 2;

  private final List<RunId> runs;

  private LongRuns(List<RunId> runs) {
    this.runs = List.copyOf(runs);
  }

  /** Records so many runs of at least so many events. */
  public static LongRuns recorded(CommandBus commands, int count, int events) throws Exception {
    var begun = new ArrayList<RunId>();
    var work = new ArrayList<Callable<Void>>();
    for (var number = 0; number < count; number++) {
      var run = new RunId("run_" + UUID.randomUUID());
      begun.add(run);
      work.add(
          () -> {
            var sending = new NoopRuns(commands);
            sending.send(new BeginNoopRun(run));
            for (var known = EVENTS_OF_A_STEP; known < events; known += EVENTS_OF_A_STEP) {
              sending.send(new TakeNoopStep(run, 1));
            }
            return null;
          });
    }
    try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
      for (var done : threads.invokeAll(work)) {
        done.get();
      }
    }
    return new LongRuns(begun);
  }

  /** Sends each run one more step, one after the other; milliseconds of a command, on average. */
  public double step(CommandBus commands) {
    var sending = new NoopRuns(commands);
    var begin = System.nanoTime();
    runs.forEach(run -> sending.send(new TakeNoopStep(run, 1)));
    return (System.nanoTime() - begin) / 1e6 / runs.size();
  }
}
