package dev.agentledger.benchmarks;

import dev.agentledger.benchmarks.measure.Windows;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What whoever runs the benchmarks can choose; the module's {@code pom.xml} has the names and what
 * holds otherwise.
 *
 * @param windows how long and how often is measured
 * @param events how long the log is that is read
 * @param longLog how long the log is that must cost nobody anything
 * @param page where the figures are kept
 * @param baseline where the quotients are kept that must not be lost
 * @param renew whether the baseline is to be what this run finds
 * @param program the packaged program
 * @param programOptions those of its JVM
 * @param directory for the data of PostgreSQL and of the program
 */
record Settings(
    Windows windows,
    long events,
    long longLog,
    Path page,
    Path baseline,
    boolean renew,
    Path program,
    Path programOptions,
    Path directory) {

  /** Figures of fewer windows are shown, but neither kept nor compared. */
  private static final int WINDOWS_OF_A_FIGURE = 5;

  static Settings given() {
    return new Settings(
        new Windows(
            Integer.parseInt(given("windows")),
            duration(given("window")),
            duration(given("warm-up"))),
        Long.parseLong(given("events")),
        Long.parseLong(given("long-log")),
        Path.of(given("page")),
        Path.of(given("baseline.file")),
        given("baseline").equals("renew"),
        Path.of(given("program")),
        Path.of(given("program.options")),
        Path.of("benchmarks"));
  }

  boolean areForFigures() {
    return windows.count() >= WINDOWS_OF_A_FIGURE;
  }

  private static String given(String name) {
    var value = System.getProperty("benchmark." + name);
    if (value == null) {
      throw new IllegalArgumentException("There is no -Dbenchmark." + name);
    }
    return value;
  }

  /** Reads {@code 500ms}, {@code 2s}, {@code 1m}. */
  private static Duration duration(String text) {
    return text.endsWith("ms")
        ? Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)))
        : Duration.parse("PT" + text);
  }
}
