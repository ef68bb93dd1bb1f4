package dev.agentledger.events.agent;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which model answers for a context agent, and how.
 *
 * @param name model name as its provider knows it, optionally {@code provider/name}
 * @param temperature sampling temperature, 0 to 2
 * @param topP nucleus sampling, 0 to 1
 * @param maxOutputTokens most tokens of one answer
 * @param fallbacks models that are asked, in this order, when the first cannot answer
 * @param repairs how often the model is asked again when its answer does not fit the output schema;
 *     the platform's default when absent
 */
public record ModelSettings(
    String name,
    @Nullable Double temperature,
    @Nullable Double topP,
    @Nullable Integer maxOutputTokens,
    List<String> fallbacks,
    @Nullable Integer repairs) {

  public ModelSettings {
    fallbacks = fallbacks == null ? List.of() : List.copyOf(fallbacks);
  }
}
