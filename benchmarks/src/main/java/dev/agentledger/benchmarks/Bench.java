package dev.agentledger.benchmarks;

import dev.agentledger.benchmarks.database.BenchmarkDatabase;
import dev.agentledger.benchmarks.database.BenchmarkPostgres;
import dev.agentledger.benchmarks.database.SeededLog;
import dev.agentledger.benchmarks.engine.LedgerEngine;
import dev.agentledger.benchmarks.measure.CpuMeter;
import dev.agentledger.benchmarks.measure.Latencies;
import dev.agentledger.benchmarks.measure.Load;
import dev.agentledger.benchmarks.measure.Measurement;
import dev.agentledger.benchmarks.measure.Passes;
import dev.agentledger.benchmarks.measure.Windows;
import dev.agentledger.benchmarks.measure.Work;
import dev.agentledger.benchmarks.product.Program;
import dev.agentledger.benchmarks.product.Rebuilds;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * What every benchmark of one run shares: the PostgreSQL, the windows, and what was measured
 * already, so that two that need the same limit take it once.
 */
final class Bench {

  private final Settings settings;
  private final BenchmarkPostgres postgres;
  private final CpuMeter cpu;
  private final Map<String, Measurement> taken = new HashMap<>();

  Bench(Settings settings, BenchmarkPostgres postgres) {
    this.settings = settings;
    this.postgres = postgres;
    this.cpu = CpuMeter.ofThisProgram(postgres.postmaster());
  }

  Settings settings() {
    return settings;
  }

  Windows windows() {
    return settings.windows();
  }

  BenchmarkPostgres postgres() {
    return postgres;
  }

  /** The measurement of that name, taken now or earlier in this run. */
  Measurement once(String what, Callable<Measurement> measuring) throws Exception {
    var known = taken.get(what);
    if (known != null) {
      return known;
    }
    progress(what);
    var measurement = measuring.call();
    taken.put(what, measurement);
    return measurement;
  }

  /** Work of this JVM without a pause. */
  Measurement load(String what, String unit, double eventsInUnit, int atOnce, Work.Lanes lanes)
      throws Exception {
    return Load.measure(part(what, unit, eventsInUnit, atOnce, lanes));
  }

  /** Work of this JVM that tells by itself how long something took. */
  Measurement load(
      String what, String unit, double eventsInUnit, int atOnce, Work.Lanes lanes, Latencies told)
      throws Exception {
    return Load.measure(part(what, unit, eventsInUnit, atOnce, lanes), told);
  }

  private Load.Part part(
      String what, String unit, double eventsInUnit, int atOnce, Work.Lanes lanes) {
    return new Load.Part(what, unit, eventsInUnit, atOnce, lanes, windows(), cpu);
  }

  /** Passes of this JVM over events. */
  Measurement passes(String what, Passes.Pass pass) throws Exception {
    return Passes.measure(what, "events", 1, pass, windows(), cpu);
  }

  /**
   * Fills a log that the program knows already, since what its very first start does once for all
   * is not to be measured; says how many events that are.
   */
  long fill(BenchmarkDatabase database, long events) throws Exception {
    LedgerEngine.recordOneRun(database);
    try (var first = start(database)) {
      new Rebuilds(first, 0).awaitAll();
    }
    return SeededLog.fill(database, events);
  }

  /** The program on this database, ready. */
  Program start(BenchmarkDatabase database) throws Exception {
    return Program.start(
        settings.program(), settings.programOptions(), settings.directory(), database);
  }

  /** Long measurements say what they are at. */
  static void progress(String what) {
    System.out.println("  " + what);
  }
}
