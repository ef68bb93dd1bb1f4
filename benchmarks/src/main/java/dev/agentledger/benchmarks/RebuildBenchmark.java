package dev.agentledger.benchmarks;

import dev.agentledger.benchmarks.measure.CpuMeter;
import dev.agentledger.benchmarks.measure.Measurement;
import dev.agentledger.benchmarks.measure.Passes;
import dev.agentledger.benchmarks.peer.StockProjection;
import dev.agentledger.benchmarks.product.Program;
import dev.agentledger.benchmarks.product.Rebuilds;
import dev.agentledger.benchmarks.report.Findings;
import dev.agentledger.benchmarks.report.Goal;

/** How fast a read model is made anew from the whole log. */
final class RebuildBenchmark implements Benchmark {

  /** Stock Axon would take minutes for the whole log. */
  private static final int PART_FOR_STOCK = 10;

  @Override
  public String name() {
    return "rebuild";
  }

  @Override
  public String title() {
    return "Rebuilding a projection with a row for each stream";
  }

  @Override
  public void measure(Bench bench, Findings findings) throws Exception {
    var limit = Limits.readingAndParsing(bench);
    findings.add(Limits.reading(bench), limit);
    findings.add(limit, limit);
    findings.add(Limits.copying(bench), limit);
    var stock = findings.add(stock(bench), limit);
    try (var database = bench.postgres().fresh()) {
      var events = bench.fill(database, bench.settings().events());
      try (var program = bench.start(database)) {
        measure(bench, findings, new Rebuilds(program, events), program, limit, stock);
      }
    }
    findings.remark(
        "The ledger's rebuilds are those of the whole program, ordered over HTTP: filled beside the generation that is read, compared with it and switched. Its runs have more columns than the row that stock Axon writes.");
    findings.remark(
        "Stock Axon reads a log of a tenth of the length, in batches of %d (as it comes, in batches of one)."
            .formatted(StockProjection.BATCH));
  }

  private static void measure(
      Bench bench,
      Findings findings,
      Rebuilds rebuilds,
      Program program,
      Measurement limit,
      Measurement stock)
      throws Exception {
    rebuilds.awaitAll();
    rebuilds.awaitCalm(CpuMeter.of(program.process(), bench.postgres().postmaster()));
    var runs =
        findings.add(
            passes(bench, program, "the ledger, runs", () -> rebuilds.once("runs")), limit);
    var audit =
        findings.add(
            passes(bench, program, "the ledger, audit trail", () -> rebuilds.once("audit-trail")),
            limit);
    var both =
        findings.add(
            passes(
                bench,
                program,
                "the ledger, both at once",
                () -> rebuilds.once("runs", "audit-trail")),
            limit);
    findings.goal(
        Goal.atLeast("rebuild.limit", "rebuild beside reading and parsing", 0.4, runs, limit));
    findings.goal(Goal.atLeast("rebuild.stock", "rebuild beside stock Axon", 8, runs, stock));
    findings.goal(
        new Goal(
            "rebuild.both",
            "time of two at once, beside the mean of each alone",
            Goal.Bound.AT_MOST,
            2,
            (2 / both.events()) / ((1 / runs.events() + 1 / audit.events()) / 2),
            ""));
  }

  private static Measurement passes(Bench bench, Program program, String what, Passes.Pass pass)
      throws Exception {
    Bench.progress(what);
    return Passes.measure(
        what,
        "events",
        1,
        pass,
        bench.windows(),
        CpuMeter.of(program.process(), bench.postgres().postmaster()));
  }

  private static Measurement stock(Bench bench) throws Exception {
    var what = "stock Axon, an upsert for each event";
    return bench.once(
        what,
        () -> {
          try (var database = bench.postgres().fresh();
              var projection =
                  StockProjection.start(database, bench.settings().events() / PART_FOR_STOCK)) {
            return bench.passes(what, projection::rebuild);
          }
        });
  }
}
