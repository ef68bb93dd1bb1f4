package dev.agentledger.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PerformancePageTest {

  @TempDir private Path directory;
  private Path file;
  private PerformancePage page;

  @BeforeEach
  void beginThePage() {
    file = directory.resolve("docs").resolve("performance.md");
    page = new PerformancePage(file, List.of("append", "rebuild"));
  }

  @Test
  void sectionsStandInTheirOrder() throws IOException {
    page.put(Map.of("rebuild", "## Rebuilding\n"));
    page.put(Map.of("append", "## Appending\n"));

    assertThat(Files.readString(file)).containsSubsequence("# Performance", "## App", "## Reb");
  }

  @Test
  void aSectionTakenAnewReplacesItselfAlone() throws IOException {
    page.put(Map.of("append", "## Appending 1\n", "rebuild", "## Rebuilding 1\n"));
    page.put(Map.of("append", "## Appending 2\n"));

    assertThat(Files.readString(file))
        .contains("Appending 2", "Rebuilding 1")
        .doesNotContain("Appending 1");
  }
}
