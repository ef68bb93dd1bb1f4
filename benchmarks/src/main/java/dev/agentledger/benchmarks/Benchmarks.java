package dev.agentledger.benchmarks;

import dev.agentledger.benchmarks.database.BenchmarkPostgres;
import dev.agentledger.benchmarks.report.Baseline;
import dev.agentledger.benchmarks.report.Findings;
import dev.agentledger.benchmarks.report.Goal;
import dev.agentledger.benchmarks.report.Machine;
import dev.agentledger.benchmarks.report.PerformancePage;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Measures one benchmark or all, prints what was found, keeps it on the page, and ends with an
 * error when something that was reached before is lost.
 */
public final class Benchmarks {

  private static final List<Benchmark> ALL =
      List.of(
          new AppendBenchmark(),
          new EngineBenchmark(),
          new StreamBenchmark(),
          new VisibleBenchmark(),
          new RebuildBenchmark(),
          new ProductBenchmark(),
          new SizeBenchmark());

  private final Settings settings;
  private final Machine machine = Machine.here();
  private final LinkedHashMap<String, String> sections = new LinkedHashMap<>();
  private final List<Goal> goals = new ArrayList<>();

  private Benchmarks(Settings settings) {
    this.settings = settings;
  }

  /** Measures the benchmark of the name that is given, or {@code all}. */
  public static void main(String... arguments) throws Exception {
    // Axon would otherwise report usage to its vendor and advertise its console.
    System.setProperty("axoniq.update-checker.disabled", "true");
    System.setProperty("disable-axoniq-console-message", "true");
    var settings = Settings.given();
    var benchmarks = new Benchmarks(settings);
    benchmarks.measure(chosen(arguments[0]));
    System.exit(benchmarks.keep() ? 0 : 1);
  }

  private static List<Benchmark> chosen(String name) {
    var chosen = ALL.stream().filter(one -> name.equals("all") || name.equals(one.name())).toList();
    if (chosen.isEmpty()) {
      throw new IllegalArgumentException(
          "There is no benchmark %s; there are all, %s"
              .formatted(
                  name, ALL.stream().map(Benchmark::name).collect(Collectors.joining(", "))));
    }
    return chosen;
  }

  private void measure(List<Benchmark> chosen) throws Exception {
    System.out.printf("%s; load before %.2f%n", machine, machine.loadBefore());
    try (var postgres = BenchmarkPostgres.start(settings.directory())) {
      var bench = new Bench(settings, postgres);
      for (var benchmark : chosen) {
        System.out.printf("%n%s (%s)%n", benchmark.title(), benchmark.name());
        var findings = new Findings();
        benchmark.measure(bench, findings);
        System.out.printf("%n%s", findings.text());
        goals.addAll(findings.goals());
        sections.put(benchmark.name(), section(benchmark, findings, postgres.version()));
      }
    }
  }

  private String section(Benchmark benchmark, Findings findings, String postgres) {
    return """
    ## %s

    `./mvnw -Pbenchmarks verify -Dbenchmark=%s` on %s: %s, %d events in a log that is read. %s. Java %s, Axon 4.13.0, \
    PostgreSQL %s. Load of the machine before: %.2f.

    %s"""
        .formatted(
            benchmark.title(),
            benchmark.name(),
            LocalDate.now(ZoneOffset.UTC),
            settings.windows(),
            settings.events(),
            machine,
            Runtime.version(),
            postgres,
            machine.loadBefore(),
            findings.text());
  }

  /** Keeps the figures and says whether everything is as good as it was. */
  private boolean keep() throws Exception {
    if (!settings.areForFigures()) {
      System.out.println("\nToo few windows for figures that are kept or compared.");
      return true;
    }
    new PerformancePage(settings.page(), ALL.stream().map(Benchmark::name).toList()).put(sections);
    var baseline = Baseline.in(settings.baseline());
    if (settings.renew()) {
      baseline.renew(goals);
      return true;
    }
    var lost = baseline.lostBy(goals);
    lost.forEach(sentence -> System.out.println("\nLOST: " + sentence));
    return lost.isEmpty();
  }
}
