package dev.agentledger.benchmarks;

import dev.agentledger.benchmarks.measure.CpuMeter;
import dev.agentledger.benchmarks.measure.Load;
import dev.agentledger.benchmarks.measure.Measurement;
import dev.agentledger.benchmarks.measure.Samples;
import dev.agentledger.benchmarks.measure.Windows;
import dev.agentledger.benchmarks.measure.Work;
import dev.agentledger.benchmarks.peer.StockProjection;
import dev.agentledger.benchmarks.product.EventSize;
import dev.agentledger.benchmarks.product.Program;
import dev.agentledger.benchmarks.product.TenStepRuns;
import dev.agentledger.benchmarks.report.Findings;
import dev.agentledger.benchmarks.report.Goal;
import dev.agentledger.benchmarks.run.NoopFacts;
import dev.agentledger.benchmarks.run.NoopRuns;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** How fast the whole program carries out what is asked of it over HTTP, and how large it is. */
final class ProductBenchmark implements Benchmark {

  /** By then whatever a start leaves behind is done. */
  private static final Duration TO_BECOME_IDLE = Duration.ofSeconds(45);

  /** The whole program is large: for about so long the compiler takes much of the processors. */
  private static final Duration WARM_UP = Duration.ofMinutes(4);

  private static final Duration WARM_UP_OF_STOCK = Duration.ofMinutes(1);

  /** A machine may change its speed by half from one window to the next. */
  private static final int TURNS_FOR_WINDOW = 3;

  private static final double MILLIS_OF_TEN_STEPS = 25;
  private static final double MOST_FOR_A_BYTE = 1.3;

  @Override
  public String name() {
    return "product";
  }

  @Override
  public String title() {
    return "The whole program over HTTP";
  }

  @Override
  public void measure(Bench bench, Findings findings) throws Exception {
    try (var database = bench.postgres().fresh();
        var program = bench.start(database)) {
      var lanes = TenStepRuns.of(program);
      var windows = bench.windows();
      var turns = windows.times(TURNS_FOR_WINDOW);
      var both = besideStock(bench, turns, runs(bench, program, lanes, 32, turns.after(WARM_UP)));
      var stock = findings.add(both.getFirst());
      var many = findings.add(both.getLast());
      var quotient =
          findings.add(
              Measurement.of(
                  "the program beside stock Axon, turn by turn",
                  "times",
                  many.samples().dividedBy(stock.samples())));
      var alone = findings.add(measured(runs(bench, program, lanes, 1, windows)));
      findings.add(measured(runs(bench, program, lanes, 256, windows)));
      findings.goal(
          Goal.atLeast(
              "product.runs", "runs, 32 at once, beside stock Axon", 3, quotient.median()));
      findings.goal(
          Goal.atMost(
              "product.alone",
              "a run of ten steps over HTTP, one at a time, p50",
              MILLIS_OF_TEN_STEPS,
              Objects.requireNonNullElse(alone.p50Millis(), 0.0),
              "ms"));
      findings.add(megabytes("memory of the JVM after full load", program));
      size(EventSize.in(database), findings);
    }
    var idle = findings.add(idleMemory(bench));
    findings.goal(Goal.atMost("product.idle", "memory of an idle JVM", 400, idle.median(), "MB"));
    findings.remark(
        "A run of the program has ten steps and %d events, as one of stock Axon has; but its steps ask a rehearsed model, whose prompt grows and whose answers are judged, and its readers' tables are kept meanwhile. The load comes from the same machine, over HTTP, with a question for the outcome in each run's answer."
            .formatted(TenStepRuns.EVENTS));
    findings.remark(
        "The program has a heap of 512 MB throughout. Before the first windows it was under load for %d s, stock Axon for %d s; then they took turns, window by window, while the other one rested; the quotient is the median of all turns."
            .formatted(WARM_UP.toSeconds(), WARM_UP_OF_STOCK.toSeconds()));
  }

  private static List<Measurement> besideStock(Bench bench, Windows turns, Load.Part runs)
      throws Exception {
    try (var database = bench.postgres().fresh();
        var axon = StockProjection.start(database)) {
      var stock =
          new Load.Part(
              VisibleBenchmark.STOCK,
              "runs",
              NoopFacts.EVENTS,
              runs.atOnce(),
              _ -> new NoopRuns(axon.commands()),
              turns.after(WARM_UP_OF_STOCK),
              CpuMeter.ofThisProgram(bench.postgres().postmaster()));
      Bench.progress(stock.what() + ", in turns with");
      Bench.progress(runs.what());
      return Load.measureInTurns(stock, runs);
    }
  }

  private static Measurement measured(Load.Part runs) throws Exception {
    Bench.progress(runs.what());
    return Load.measure(runs);
  }

  private static Load.Part runs(
      Bench bench, Program program, Work.Lanes lanes, int atOnce, Windows windows) {
    return new Load.Part(
        "runs of the program, " + EngineBenchmark.atOnceText(atOnce),
        "runs",
        TenStepRuns.EVENTS,
        atOnce,
        lanes,
        windows,
        CpuMeter.of(program.process(), bench.postgres().postmaster()));
  }

  private static void size(EventSize size, Findings findings) {
    var row = findings.add(size.ofRow());
    var payload = findings.add(size.ofPayload());
    var all = findings.add(size.ofAllItSays());
    findings.goal(
        Goal.atMost(
            "product.bytes", "an event on disk beside its payload", MOST_FOR_A_BYTE, row, payload));
    findings.goal(
        Goal.atMost(
            "product.bytes.all",
            "an event on disk beside its payload and metadata",
            MOST_FOR_A_BYTE,
            row,
            all));
  }

  private static Measurement idleMemory(Bench bench) throws Exception {
    var what = "memory of an idle JVM";
    Bench.progress(what);
    try (var database = bench.postgres().fresh();
        var program = bench.start(database)) {
      Thread.sleep(TO_BECOME_IDLE);
      return megabytes(what, program);
    }
  }

  private static Measurement megabytes(String what, Program program) {
    return Measurement.of(what, "MB", new Samples(List.of(program.residentMegabytes())));
  }
}
