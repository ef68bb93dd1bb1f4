package dev.agentledger.benchmarks;

import dev.agentledger.benchmarks.database.BenchmarkDatabase;
import dev.agentledger.benchmarks.engine.LedgerEngine;
import dev.agentledger.benchmarks.measure.Measurement;
import dev.agentledger.benchmarks.peer.StockAxon;
import dev.agentledger.benchmarks.report.Findings;
import dev.agentledger.benchmarks.report.Goal;
import dev.agentledger.benchmarks.run.NoopFacts;
import dev.agentledger.benchmarks.run.NoopRuns;
import java.util.Objects;

/** How fast runs of ten steps go through commands, aggregates and the log, with nothing else on. */
final class EngineBenchmark implements Benchmark {

  @Override
  public String name() {
    return "engine";
  }

  @Override
  public String title() {
    return "Runs of ten steps: the engine alone";
  }

  @Override
  public void measure(Bench bench, Findings findings) throws Exception {
    var limit = Limits.appends(bench);
    findings.add(limit, limit);
    stock(bench, 32); // many at once have the code compiled sooner than one alone
    findings.add(stock(bench, 1), limit);
    var stock = findings.add(stock(bench, 32), limit);
    findings.add(stock(bench, 256), limit);
    ours(bench, 32);
    var alone = findings.add(ours(bench, 1), limit);
    var many = findings.add(ours(bench, 32), limit);
    var most = findings.add(ours(bench, 256), limit);

    findings.goal(
        Goal.atLeast("engine.stock", "runs, 32 at once, beside stock Axon", 4, many, stock));
    findings.goal(
        Goal.atLeast("engine.limit", "events, 32 at once, beside the limit", 0.3, many, limit));
    findings.goal(
        Goal.atLeast("engine.crowd", "runs, 256 at once, beside 32 at once", 1, most, many));
    findings.goal(
        Goal.atMost(
            "engine.alone",
            "a run of ten steps, one at a time, p50",
            6,
            Objects.requireNonNullElse(alone.p50Millis(), 0.0),
            "ms"));
    findings.remark(
        "A run is %d commits, each durable before the next command is sent, and %d events; the limit writes the same rows."
            .formatted(NoopFacts.STEPS + 1, NoopFacts.EVENTS));
    findings.remark(
        "Stock Axon 4.13: JdbcEventStorageEngine, SimpleCommandBus, JacksonSerializer, a pool of %d connections, no cache."
            .formatted(BenchmarkDatabase.POOL));
  }

  static Measurement stock(Bench bench, int atOnce) throws Exception {
    var what = "stock Axon, " + atOnceText(atOnce);
    return bench.once(
        what,
        () -> {
          try (var database = bench.postgres().fresh();
              var axon = StockAxon.engineAlone(database)) {
            return bench.load(
                what, "runs", NoopFacts.EVENTS, atOnce, _ -> new NoopRuns(axon.commands()));
          }
        });
  }

  static Measurement ours(Bench bench, int atOnce) throws Exception {
    var what = "the ledger, " + atOnceText(atOnce);
    return bench.once(
        what,
        () -> {
          try (var database = bench.postgres().fresh();
              var engine = LedgerEngine.alone(database)) {
            return bench.load(
                what, "runs", NoopFacts.EVENTS, atOnce, _ -> new NoopRuns(engine.commands()));
          }
        });
  }

  static String atOnceText(int atOnce) {
    return atOnce == 1 ? "one at a time" : atOnce + " at once";
  }
}
