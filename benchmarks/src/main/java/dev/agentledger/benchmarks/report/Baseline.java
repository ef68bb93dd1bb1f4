package dev.agentledger.benchmarks.report;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The quotients that were reached once and must not be lost. */
public final class Baseline {

  /** What is lost to chance between two runs on one machine stays below this. */
  private static final double WORST = 0.8;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final Path file;
  private final TreeMap<String, Double> kept;

  private Baseline(Path file, Map<String, Double> kept) {
    this.file = file;
    this.kept = new TreeMap<>(kept);
  }

  public static Baseline in(Path file) throws IOException {
    return new Baseline(
        file,
        Files.exists(file) ? JSON.readValue(file.toFile(), new TypeReference<>() {}) : Map.of());
  }

  /** What is worse by more than a fifth, one sentence each. */
  public List<String> lostBy(List<Goal> goals) {
    var lost = new ArrayList<String>();
    for (var goal : goals) {
      var earlier = kept.get(goal.id());
      if (goal.isQuotient() && earlier != null && goal.beside(earlier) < WORST) {
        lost.add(
            String.format(
                Locale.ROOT,
                "%s (%s) is %s, was %s: worse by %.0f %%",
                goal.id(),
                goal.what(),
                Figures.plain(goal.found()),
                Figures.plain(earlier),
                (1 - goal.beside(earlier)) * 100));
      }
    }
    return lost;
  }

  /** Keeps these instead of what was kept of them before. */
  public void renew(List<Goal> goals) throws IOException {
    for (var goal : goals) {
      if (goal.isQuotient()) {
        kept.put(goal.id(), Math.round(goal.found() * 1000) / 1000.0);
      }
    }
    Files.writeString(file, JSON.writeValueAsString(kept) + "\n");
  }
}
