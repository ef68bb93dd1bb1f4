package dev.agentledger.benchmarks;

import dev.agentledger.benchmarks.database.BenchmarkDatabase;
import dev.agentledger.benchmarks.engine.LedgerEngine;
import dev.agentledger.benchmarks.measure.Measurement;
import dev.agentledger.benchmarks.measure.Samples;
import dev.agentledger.benchmarks.report.Findings;
import dev.agentledger.benchmarks.report.Goal;
import dev.agentledger.benchmarks.run.LongRuns;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the length of a stream costs whoever decides on it. */
final class StreamBenchmark implements Benchmark {

  private static final int STREAMS = 100;
  private static final int SHORT = 10;
  private static final int LONG = 1_000;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  @Override
  public String name() {
    return "stream";
  }

  @Override
  public String title() {
    return "Long streams";
  }

  @Override
  public void measure(Bench bench, Findings findings) throws Exception {
    try (var database = bench.postgres().fresh()) {
      Bench.progress("streams are recorded");
      LongRuns small;
      LongRuns large;
      try (var engine = LedgerEngine.alone(database)) {
        small = LongRuns.recorded(engine.commands(), STREAMS, SHORT);
        large = LongRuns.recorded(engine.commands(), STREAMS, LONG);
        awaitSnapshots(database);
      }
      var earlier = commands(bench, database, small, SHORT);
      var later = commands(bench, database, large, LONG);
      earlier.forEach(findings::add);
      later.forEach(findings::add);
      findings.goal(
          Goal.atMost(
              "stream.read",
              "the first command on %,d events beside one on %d".formatted(LONG, SHORT),
              2,
              later.getFirst(),
              earlier.getFirst()));
      findings.goal(
          Goal.atMost(
              "stream.kept",
              "the next command on %,d events beside one on %d".formatted(LONG, SHORT),
              2,
              later.getLast(),
              earlier.getLast()));
    }
    findings.remark(
        "A command is one step of a run, sent when the one before it is durable. The first is the first since a start: nothing of the stream is in memory.");
  }

  /** They are taken one after the other beside the commands, which come faster here. */
  private static void awaitSnapshots(BenchmarkDatabase database) throws Exception {
    while (database.number(
            """
            select count(*)
            from stream left join snapshot on snapshot.stream = stream.key
            where stream.version - coalesce(snapshot.sequence, 0) > 100
            """)
        > 0) {
      Thread.sleep(BETWEEN_LOOKS);
    }
  }

  /** The first command on each stream after a start, then the next. */
  private static List<Measurement> commands(
      Bench bench, BenchmarkDatabase database, LongRuns runs, int events) throws Exception {
    var what = "command on a stream of %,d events".formatted(events);
    Bench.progress(what);
    var first = new ArrayList<Double>();
    var next = new ArrayList<Double>();
    for (var window = 0; window <= bench.windows().count(); window++) {
      try (var engine = LedgerEngine.alone(database)) {
        var read = runs.step(engine.commands());
        var kept = runs.step(engine.commands());
        if (window > 0) {
          first.add(read);
          next.add(kept);
        }
      }
    }
    return List.of(
        Measurement.of("first " + what, "ms", new Samples(first)),
        Measurement.of("next " + what, "ms", new Samples(next)));
  }
}
