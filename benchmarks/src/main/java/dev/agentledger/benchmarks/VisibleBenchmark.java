package dev.agentledger.benchmarks;

import dev.agentledger.benchmarks.engine.LedgerEngine;
import dev.agentledger.benchmarks.measure.Latencies;
import dev.agentledger.benchmarks.measure.Measurement;
import dev.agentledger.benchmarks.peer.StockProjection;
import dev.agentledger.benchmarks.report.Findings;
import dev.agentledger.benchmarks.report.Goal;
import dev.agentledger.benchmarks.run.NoopFacts;
import dev.agentledger.benchmarks.run.NoopRuns;
import dev.agentledger.benchmarks.run.Visibility;
import dev.agentledger.benchmarks.run.VisibleRuns;
import java.util.Objects;
import org.axonframework.commandhandling.CommandBus;

/** How long what was committed takes to show in a projection that follows. */
final class VisibleBenchmark implements Benchmark {

  static final String STOCK = "stock Axon with a projection, 32 at once";

  private static final int AT_ONCE = 32;

  @Override
  public String name() {
    return "visible";
  }

  @Override
  public String title() {
    return "From commit to visible in a projection";
  }

  @Override
  public void measure(Bench bench, Findings findings) throws Exception {
    var stock = findings.add(stock(bench));
    findings.add(stockAtHalf(bench, stock));
    var full = findings.add(full(bench));
    var half = findings.add(atHalf(bench, full));

    findings.goal(
        Goal.atLeast(
            "visible.stock", "runs with a projection, 32 at once, beside stock", 3, full, stock));
    findings.goal(
        Goal.atMost("visible.p50", "commit to visible at half load, p50", 5, p50(half), "ms"));
    findings.goal(
        Goal.atMost("visible.p99", "commit to visible at half load, p99", 25, p99(half), "ms"));
    findings.remark(
        "At half load p50 and p99 are the time from the answer to the last step of a run until its row shows it; otherwise the time of a run of ten steps.");
    findings.remark(
        "The projection of stock Axon writes %d events in a transaction, one upsert each; as it comes, Axon takes one event."
            .formatted(StockProjection.BATCH));
  }

  private static Measurement stock(Bench bench) throws Exception {
    return bench.once(
        STOCK,
        () -> {
          try (var database = bench.postgres().fresh();
              var axon = StockProjection.start(database)) {
            return bench.load(
                STOCK, "runs", NoopFacts.EVENTS, AT_ONCE, _ -> new NoopRuns(axon.commands()));
          }
        });
  }

  private static Measurement stockAtHalf(Bench bench, Measurement full) throws Exception {
    var what = "stock Axon with a projection, half load";
    return bench.once(
        what,
        () -> {
          try (var database = bench.postgres().fresh();
              var axon = StockProjection.start(database)) {
            return paced(bench, what, full, axon.commands(), axon.visibility());
          }
        });
  }

  private static Measurement full(Bench bench) throws Exception {
    var what = "the ledger with a projection, 32 at once";
    return bench.once(
        what,
        () -> {
          try (var database = bench.postgres().fresh();
              var engine = LedgerEngine.withProjection(database)) {
            return bench.load(
                what, "runs", NoopFacts.EVENTS, AT_ONCE, _ -> new NoopRuns(engine.commands()));
          }
        });
  }

  private static Measurement atHalf(Bench bench, Measurement full) throws Exception {
    var what = "the ledger with a projection, half load";
    return bench.once(
        what,
        () -> {
          try (var database = bench.postgres().fresh();
              var engine = LedgerEngine.withProjection(database)) {
            return paced(bench, what, full, engine.commands(), engine.visibility());
          }
        });
  }

  private static Measurement paced(
      Bench bench, String what, Measurement full, CommandBus commands, Visibility visibility)
      throws Exception {
    var told = new Latencies();
    var nanosBetween = (long) (2e9 * AT_ONCE / Math.max(1, full.median()));
    return bench.load(
        what,
        "runs",
        NoopFacts.EVENTS,
        AT_ONCE,
        _ -> new VisibleRuns(new NoopRuns(commands), visibility, told, nanosBetween),
        told);
  }

  private static double p50(Measurement measurement) {
    return Objects.requireNonNullElse(measurement.p50Millis(), 0.0);
  }

  private static double p99(Measurement measurement) {
    return Objects.requireNonNullElse(measurement.p99Millis(), 0.0);
  }
}
