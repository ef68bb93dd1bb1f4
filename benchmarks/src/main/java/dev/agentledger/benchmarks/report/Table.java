package dev.agentledger.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows under headings, in Markdown that can also be read as it is. */
final class Table {

  /** Markdown wants three dashes under a heading. */
  private static final int LEAST = 3;

  private final List<List<String>> rows = new ArrayList<>();

  Table(String... headings) {
    rows.add(List.of(headings));
  }

  void row(String... cells) {
    rows.add(List.of(cells));
  }

  @Override
  public String toString() {
    var widths =
        IntStream.range(0, rows.getFirst().size())
            .map(column -> rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0))
            .map(width -> Math.max(LEAST, width))
            .toArray();
    var lines = new ArrayList<String>();
    for (var row : rows) {
      lines.add(
          IntStream.range(0, widths.length)
              .mapToObj(column -> padded(row.get(column), column, widths[column]))
              .collect(Collectors.joining(" | ", "| ", " |")));
    }
    lines.add(
        1,
        IntStream.range(0, widths.length)
            .mapToObj(
                column ->
                    column == 0 ? "-".repeat(widths[0]) : "-".repeat(widths[column] - 1) + ":")
            .collect(Collectors.joining(" | ", "| ", " |")));
    return String.join("\n", lines) + "\n";
  }

  /** Words begin on the left, numbers end on the right. */
  private static String padded(String cell, int column, int width) {
    var space = " ".repeat(width - cell.length());
    return column == 0 ? cell + space : space + cell;
  }
}
