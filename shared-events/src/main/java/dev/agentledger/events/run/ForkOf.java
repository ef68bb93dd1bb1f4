package dev.agentledger.events.run;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The step of another run after which a fork goes its own way.
 *
 * @param afterStep last step of the old run that the new one takes over
 * @param message said to the model in addition
 * @param results what tool calls of that step answer in place of what was recorded, by call id
 */
public record ForkOf(
    RunId runId, int afterStep, @Nullable String message, Map<String, @Nullable Object> results) {

  public ForkOf {
    results =
        results == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(results));
  }
}
