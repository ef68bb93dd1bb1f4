package dev.agentledger.benchmarks;

import dev.agentledger.benchmarks.database.BenchmarkDatabase;
import dev.agentledger.benchmarks.measure.CpuMeter;
import dev.agentledger.benchmarks.measure.Load;
import dev.agentledger.benchmarks.measure.Measurement;
import dev.agentledger.benchmarks.measure.Samples;
import dev.agentledger.benchmarks.product.PageReads;
import dev.agentledger.benchmarks.product.Rebuilds;
import dev.agentledger.benchmarks.report.Findings;
import dev.agentledger.benchmarks.report.Goal;
import java.util.ArrayList;
import java.util.List;

/** What a long log costs whoever starts the program or looks at something. */
final class SizeBenchmark implements Benchmark {

  private static final long SHORT = 2_200;

  @Override
  public String name() {
    return "size";
  }

  @Override
  public String title() {
    return "A long log";
  }

  @Override
  public void measure(Bench bench, Findings findings) throws Exception {
    var small = new ArrayList<Measurement>();
    var large = new ArrayList<Measurement>();
    measure(bench, SHORT, small);
    measure(bench, bench.settings().longLog(), large);
    small.forEach(findings::add);
    large.forEach(findings::add);
    findings.goal(
        Goal.atMost(
            "size.start",
            "start on a long log beside a short one",
            1.2,
            large.getFirst(),
            small.getFirst()));
    findings.goal(
        Goal.atLeast(
            "size.pages",
            "answers from a long log beside a short one",
            0.8,
            large.getLast(),
            small.getLast()));
    findings.remark(
        "The answers are a page of the runs, one run, its events and a page of the audit, in turn, asked for one at a time over HTTP.");
  }

  private static void measure(Bench bench, long events, List<Measurement> found) throws Exception {
    try (var database = bench.postgres().fresh()) {
      var written = prepared(bench, database, events);
      found.add(starts(bench, database, written));
      found.add(pages(bench, database, written));
    }
  }

  /** All readers have had everything, so that a start finds nothing to be done. */
  private static long prepared(Bench bench, BenchmarkDatabase database, long events)
      throws Exception {
    Bench.progress("a log of %,d events is made ready".formatted(events));
    var written = bench.fill(database, events);
    try (var program = bench.start(database)) {
      var readers = new Rebuilds(program, written);
      readers.awaitAll();
      readers.awaitCalm(CpuMeter.of(program.process(), bench.postgres().postmaster()));
    }
    database.execute("vacuum analyze", "checkpoint");
    return written;
  }

  private static Measurement starts(Bench bench, BenchmarkDatabase database, long events)
      throws Exception {
    var what = "start on a log of %,d events".formatted(events);
    Bench.progress(what);
    var seconds = new ArrayList<Double>();
    for (var start = 0; start < bench.windows().count(); start++) {
      try (var program = bench.start(database)) {
        seconds.add(program.startTime().toMillis() / 1e3);
      }
    }
    return Measurement.of(what, "s", new Samples(seconds));
  }

  private static Measurement pages(Bench bench, BenchmarkDatabase database, long events)
      throws Exception {
    var what = "answers from a log of %,d events".formatted(events);
    Bench.progress(what);
    try (var program = bench.start(database)) {
      var reads =
          new Load.Part(
              what,
              "answers",
              1,
              1,
              PageReads.of(program, database),
              bench.windows(),
              CpuMeter.of(program.process(), bench.postgres().postmaster()));
      return Load.measure(reads);
    }
  }
}
