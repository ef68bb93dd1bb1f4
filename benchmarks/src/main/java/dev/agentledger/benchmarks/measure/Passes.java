package dev.agentledger.benchmarks.measure;

import java.util.ArrayList;

/** Something with an end, done from its beginning as often as there are windows. */
public final class Passes {

  private Passes() {}

  /** One pass over something. */
  @FunctionalInterface
  public interface Pass {

    /** Does it once and says how many units that were in how much time. */
    Done once() throws Exception;
  }

  /**
   * What one pass did.
   *
   * @param nanos of the work itself, without what was made ready for it
   */
  public record Done(long units, long nanos) {}

  /** Measures how many units a second are done; the first pass warms up and is not counted. */
  public static Measurement measure(
      String what, String unit, double eventsInUnit, Pass pass, Windows windows, CpuMeter cpu)
      throws Exception {
    var rates = new ArrayList<Double>();
    var program = new ArrayList<Double>();
    var database = new ArrayList<Double>();
    for (var number = 0; number <= windows.count(); number++) {
      var before = cpu.now();
      var done = pass.once();
      var used = cpu.now().since(before);
      if (number > 0) {
        rates.add(done.units() * 1e9 / done.nanos());
        program.add(used.programNanos() / 1e3 / done.units());
        database.add(used.databaseNanos() / 1e3 / done.units());
      }
    }
    return new Measurement(
        what,
        unit + "/s",
        new Samples(rates),
        eventsInUnit,
        null,
        null,
        new Samples(program).median(),
        new Samples(database).median());
  }

  /** Times the work of a pass that does nothing else. */
  public static Pass timed(Counted work) {
    return () -> {
      var begin = System.nanoTime();
      var units = work.once();
      return new Done(units, System.nanoTime() - begin);
    };
  }

  /** Work that says how many units it did. */
  @FunctionalInterface
  public interface Counted {

    long once() throws Exception;
  }
}
