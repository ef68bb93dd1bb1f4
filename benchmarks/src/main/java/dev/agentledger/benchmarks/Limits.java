package dev.agentledger.benchmarks;

import dev.agentledger.benchmarks.database.SeededLog;
import dev.agentledger.benchmarks.engine.LedgerEngine;
import dev.agentledger.benchmarks.limit.BareAppends;
import dev.agentledger.benchmarks.limit.BareCopying;
import dev.agentledger.benchmarks.limit.BareReading;
import dev.agentledger.benchmarks.measure.Measurement;
import dev.agentledger.benchmarks.measure.Passes;

/** What PostgreSQL allows at best, taken in the same run as what is compared with it. */
final class Limits {

  private Limits() {}

  static Measurement appends(Bench bench, int writers, int rows) throws Exception {
    var what =
        "limit: bare appends, %d %s, %s"
            .formatted(
                writers,
                writers == 1 ? "writer" : "writers",
                rows == 1 ? "one row at a time" : "batches of " + rows);
    return bench.once(
        what,
        () -> {
          try (var database = bench.postgres().fresh()) {
            LedgerEngine.recordOneRun(database);
            return bench.load(what, "rows", 1, writers, BareAppends.inBatchesOf(rows, database));
          }
        });
  }

  /** What the goals of the engine are set beside. */
  static Measurement appends(Bench bench) throws Exception {
    return appends(bench, 8, 10);
  }

  static Measurement reading(Bench bench) throws Exception {
    var what = "limit: bare reading";
    return bench.once(
        what,
        () -> {
          try (var database = bench.postgres().fresh()) {
            LedgerEngine.recordOneRun(database);
            SeededLog.fill(database, bench.settings().events());
            return bench.passes(what, Passes.timed(new BareReading(database)::read));
          }
        });
  }

  static Measurement readingAndParsing(Bench bench) throws Exception {
    var what = "limit: bare reading and parsing";
    return bench.once(
        what,
        () -> {
          try (var database = bench.postgres().fresh()) {
            LedgerEngine.recordOneRun(database);
            SeededLog.fill(database, bench.settings().events());
            return bench.passes(what, Passes.timed(new BareReading(database)::readAndParse));
          }
        });
  }

  static Measurement copying(Bench bench) throws Exception {
    var what = "limit: bare INSERT ... SELECT";
    return bench.once(
        what,
        () -> {
          try (var database = bench.postgres().fresh()) {
            LedgerEngine.recordOneRun(database);
            SeededLog.fill(database, bench.settings().events());
            return bench.passes(what, new BareCopying(database)::copy);
          }
        });
  }
}
