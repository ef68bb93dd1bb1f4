package dev.agentledger.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The page of the figures: a section for each benchmark, so that each can be taken anew alone. */
public final class PerformancePage {

  private static final Pattern SECTION =
      Pattern.compile("<!-- begin ([a-z-]+) -->\n(.*?)<!-- end \\1 -->\n", Pattern.DOTALL);

  private static final String PREAMBLE =
      """
      # Performance

      Written by the benchmarks, not by hand; [CONTRIBUTING.md](../CONTRIBUTING.md#benchmarks) says how. Each section is one
      benchmark: a table of what was measured, and a table of what is wanted. A figure is the median of its windows; the
      spread is the distance of the lowest from the highest, as a part of it. CPU is processor time for one unit. What is
      compared was taken in the same run, on the same PostgreSQL, which shares the processors with the program and the load.
      """;

  private final Path file;
  private final List<String> order;

  /**
   * @param order the sections there can be, as they stand on the page
   */
  public PerformancePage(Path file, List<String> order) {
    this.file = file;
    this.order = List.copyOf(order);
  }

  /** Puts the sections on the page in place of what they said before. */
  public void put(Map<String, String> sections) throws IOException {
    var all = new LinkedHashMap<String, String>();
    if (Files.exists(file)) {
      var found = SECTION.matcher(Files.readString(file));
      while (found.find()) {
        all.put(found.group(1), found.group(2));
      }
    }
    all.putAll(sections);
    var page = new StringBuilder(PREAMBLE);
    for (var name : order) {
      if (all.containsKey(name)) {
        page.append("\n<!-- begin %s -->\n".formatted(name))
            .append(all.get(name))
            .append("<!-- end %s -->\n".formatted(name));
      }
    }
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, page);
  }
}
