package dev.agentledger.benchmarks.measure;

import org.jspecify.annotations.Nullable;

/**
 * One figure with what it cost.
 *
 * @param what what was done, in words that stand in the table
 * @param unit what was counted, such as {@code runs/s} or {@code ms}
 * @param samples one number for each window
 * @param eventsInUnit how many events one of what was counted is; zero when it is no rate of events
 * @param p50Millis how long one took, at the median of the windows
 * @param p99Millis how long one in a hundred took at least
 * @param programMicros processor time of the JVM for one
 * @param databaseMicros processor time of PostgreSQL for one
 */
public record Measurement(
    String what,
    String unit,
    Samples samples,
    double eventsInUnit,
    @Nullable Double p50Millis,
    @Nullable Double p99Millis,
    @Nullable Double programMicros,
    @Nullable Double databaseMicros) {

  /** A figure that is no rate: a duration, a size, a quotient. */
  public static Measurement of(String what, String unit, Samples samples) {
    return new Measurement(what, unit, samples, 0, null, null, null, null);
  }

  public double median() {
    return samples.median();
  }

  /** So many events a second. */
  public double events() {
    return median() * eventsInUnit;
  }

  public Measurement named(String other) {
    return new Measurement(
        other, unit, samples, eventsInUnit, p50Millis, p99Millis, programMicros, databaseMicros);
  }
}
