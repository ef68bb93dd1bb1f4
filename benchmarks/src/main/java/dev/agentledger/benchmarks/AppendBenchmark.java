package dev.agentledger.benchmarks;

import dev.agentledger.benchmarks.report.Findings;

/** How fast events get into the log. */
final class AppendBenchmark implements Benchmark {

  @Override
  public String name() {
    return "append";
  }

  @Override
  public String title() {
    return "Appending to the log";
  }

  @Override
  public void measure(Bench bench, Findings findings) throws Exception {
    var limit = Limits.appends(bench);
    for (var rows : new int[] {1, 10}) {
      for (var writers : new int[] {1, 8, 32}) {
        findings.add(Limits.appends(bench, writers, rows), limit);
      }
    }
    findings.add(Limits.copying(bench), limit);
  }
}
