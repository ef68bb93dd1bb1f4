package dev.agentledger.server.run;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a new run leaves an old one, and what is different from there.
 *
 * @param afterStep last step that is taken over; a step is a model call with its tool calls
 * @param changes nothing when absent
 */
record ForkOrder(int afterStep, @Nullable Changes changes, @Nullable Map<String, String> labels) {

  /**
   * What is different.
   *
   * @param version number, hash, {@code latest} or {@code draft}, {@code active}; the version of
   *     the run when absent
   * @param message said to the model in addition
   * @param results of tool calls in place of what was recorded, by call id
   * @param script what the rehearsal provider is to answer
   */
  record Changes(
      @Nullable String version,
      @Nullable String message,
      @Nullable Map<String, Object> results,
      @Nullable Object script) {

    Map<String, Object> givenResults() {
      return results == null ? Map.of() : results;
    }
  }

  private static final Changes NONE = new Changes(null, null, null, null);

  Changes differences() {
    return changes == null ? NONE : changes;
  }
}
