package dev.agentledger.benchmarks;

import dev.agentledger.benchmarks.measure.CpuMeter;
import dev.agentledger.benchmarks.measure.Load;
import dev.agentledger.benchmarks.measure.Measurement;
import dev.agentledger.benchmarks.measure.Samples;
import dev.agentledger.benchmarks.product.EchoRuns;
import dev.agentledger.benchmarks.product.Program;
import dev.agentledger.benchmarks.report.Findings;
import dev.agentledger.benchmarks.report.Goal;
import dev.agentledger.benchmarks.run.NoopFacts;
import java.time.Duration;
import java.util.List;

/** How fast the whole program carries out what is asked of it over HTTP, and how large it is. */
final class ProductBenchmark implements Benchmark {

  /** By then whatever a start leaves behind is done. */
  private static final Duration TO_BECOME_IDLE = Duration.ofSeconds(45);

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
    findings.add(VisibleBenchmark.stock(bench));
    try (var database = bench.postgres().fresh();
        var program = bench.start(database)) {
      var lanes = EchoRuns.of(program);
      for (var atOnce : new int[] {1, 32, 256}) {
        var what = "runs of the program, " + EngineBenchmark.atOnceText(atOnce);
        Bench.progress(what);
        findings.add(
            Load.measure(
                what,
                "runs",
                EchoRuns.EVENTS,
                atOnce,
                lanes,
                bench.windows(),
                CpuMeter.of(program.process(), bench.postgres().postmaster())));
      }
      findings.add(megabytes("memory of the JVM after full load", program));
    }
    var idle = findings.add(idleMemory(bench));
    findings.goal(Goal.atMost("product.idle", "memory of an idle JVM", 400, idle.median(), "MB"));
    findings.remark(
        "A run of the program has one step as yet, in a sandbox, and %d events; a run of stock Axon has ten steps that do nothing, and %d events. So the two are no measure of each other: what is wanted of ten steps can be judged when runs have steps. The load comes from the same machine, over HTTP, with a question for the outcome in each run's answer."
            .formatted(EchoRuns.EVENTS, NoopFacts.EVENTS));
    findings.remark("The program has a heap of 512 MB throughout.");
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
