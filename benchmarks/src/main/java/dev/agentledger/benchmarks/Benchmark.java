package dev.agentledger.benchmarks;

import dev.agentledger.benchmarks.report.Findings;

/** One question about speed or size, with the limit and the peers that its answer needs. */
interface Benchmark {

  /** The word by which it is asked for. */
  String name();

  /** The question, as a heading. */
  String title();

  void measure(Bench bench, Findings findings) throws Exception;
}
