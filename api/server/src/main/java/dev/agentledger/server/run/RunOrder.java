package dev.agentledger.server.run;

import static dev.agentledger.server.http.ProblemType.INVALID;

import dev.agentledger.events.agent.Limits;
import dev.agentledger.server.http.Problem;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is to run.
 *
 * @param agent its id or its slug
 * @param input checked against the agent's input schema
 * @param version number, hash, {@code latest} or {@code draft}, {@code active}; the active version
 *     when absent
 * @param labels for finding the run again
 * @param limits what the run may use at most; only less than what holds for the agent anyway
 * @param script what the rehearsal provider is to answer, step by step
 */
record RunOrder(
    String agent,
    @Nullable Object input,
    @Nullable String version,
    @Nullable Map<String, String> labels,
    @Nullable Limits limits,
    @Nullable Object script) {

  private static final int MOST_LABELS = 32;
  private static final int LONGEST_LABEL = 200;

  /** The labels; a problem when they could not be found again. */
  Map<String, String> checkedLabels() {
    var given = Objects.requireNonNullElse(labels, Map.<String, String>of());
    if (given.size() > MOST_LABELS) {
      throw Problem.of(INVALID, "labels: a run has at most %d".formatted(MOST_LABELS));
    }
    given.forEach(
        (key, value) -> {
          if (key.isBlank() || key.contains(":") || key.length() > LONGEST_LABEL) {
            throw Problem.of(
                INVALID,
                "labels: a key is not blank, has no colon and at most %d characters"
                    .formatted(LONGEST_LABEL));
          }
          if (value == null || value.length() > LONGEST_LABEL) {
            throw Problem.of(
                INVALID,
                "labels: a value is a text of at most %d characters".formatted(LONGEST_LABEL));
          }
        });
    return given;
  }
}
