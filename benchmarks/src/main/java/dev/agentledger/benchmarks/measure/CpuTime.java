package dev.agentledger.benchmarks.measure;

/**
 * Processor time used up to a moment.
 *
 * @param programNanos by the JVM that does the work
 * @param databaseNanos by all processes of PostgreSQL; zero where the system does not tell
 */
public record CpuTime(long programNanos, long databaseNanos) {

  public CpuTime since(CpuTime earlier) {
    return new CpuTime(programNanos - earlier.programNanos, databaseNanos - earlier.databaseNanos);
  }
}
