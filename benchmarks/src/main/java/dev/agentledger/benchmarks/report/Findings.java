package dev.agentledger.benchmarks.report;

import dev.agentledger.benchmarks.measure.Measurement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one benchmark found: its rows, its goals and what must be said about them. */
public final class Findings {

  private final List<Row> rows = new ArrayList<>();
  private final List<Goal> goals = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();

  /** A figure that stands for itself. */
  public Measurement add(Measurement measurement) {
    rows.add(new Row(measurement, null));
    return measurement;
  }

  /** A figure beside the limit that was taken in the same run. */
  public Measurement add(Measurement measurement, Measurement limit) {
    rows.add(new Row(measurement, measurement.events() / limit.events()));
    return measurement;
  }

  public void goal(Goal goal) {
    goals.add(goal);
  }

  public void remark(String text) {
    remarks.add(text);
  }

  public List<Goal> goals() {
    return List.copyOf(goals);
  }

  /** The tables and what must be said about them. */
  public String text() {
    var parts = new ArrayList<String>();
    parts.add(measurements());
    if (!goals.isEmpty()) {
      parts.add(wanted());
    }
    if (!remarks.isEmpty()) {
      parts.add("- " + String.join("\n- ", remarks) + "\n");
    }
    return String.join("\n", parts);
  }

  private String measurements() {
    var table =
        new Table(
            "what",
            "median",
            "",
            "spread",
            "p50 ms",
            "p99 ms",
            "CPU program us",
            "CPU PostgreSQL us",
            "of the limit");
    for (var row : rows) {
      var found = row.measurement;
      table.row(
          found.what(),
          Figures.plain(found.median()),
          found.unit(),
          Figures.percent(found.samples().spread()),
          Figures.orNothing(found.p50Millis()),
          Figures.orNothing(found.p99Millis()),
          Figures.orNothing(found.programMicros()),
          Figures.orNothing(found.databaseMicros()),
          Figures.orNothing(row.ofLimit));
    }
    return table.toString();
  }

  private String wanted() {
    var table = new Table("goal", "wanted", "found", "");
    for (var goal : goals) {
      table.row(
          goal.what(), goal.wantedText(), goal.foundText(), goal.isMet() ? "met" : "**missed**");
    }
    return table.toString();
  }

  private record Row(Measurement measurement, @Nullable Double ofLimit) {}
}
