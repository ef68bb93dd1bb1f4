package dev.agentledger.saga.model;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is known of a model.
 *
 * @param contextWindow most tokens that it reads and writes in one call
 * @param maxOutputTokens most tokens that it writes in one call
 * @param tools whether it calls tools
 * @param structuredOutput whether it can be held to a JSON Schema by its provider
 * @param streaming whether its answers come piece by piece
 * @param vision whether it reads images
 * @param sampling whether temperature and top-p may be given
 * @param signedThoughts whether it wants its thoughts signed when it reads its own tool calls again
 */
public record ModelDetails(
    @Nullable Integer contextWindow,
    @Nullable Integer maxOutputTokens,
    @DefaultValue("true") boolean tools,
    @DefaultValue("false") boolean structuredOutput,
    @DefaultValue("true") boolean streaming,
    @DefaultValue("false") boolean vision,
    @DefaultValue("true") boolean sampling,
    @DefaultValue("false") boolean signedThoughts) {

  /** Of a model that nobody has described. */
  static final ModelDetails UNKNOWN =
      new ModelDetails(null, null, true, false, true, false, true, false);
}
