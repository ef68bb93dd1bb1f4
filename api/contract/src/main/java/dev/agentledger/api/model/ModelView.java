package dev.agentledger.api.model;

import org.jspecify.annotations.Nullable;

/**
 * A model that agents can name.
 *
 * @param name in full: {@code provider/model}
 * @param protocol how its provider is spoken to; {@code rehearsal} where there is none
 * @param contextWindow most tokens that it reads and writes in one call, where that is known
 * @param maxOutputTokens most tokens that it writes in one call, where that is known
 * @param isDefault whether agents that name no model get it
 * @param price absent where the price book has none
 */
public record ModelView(
    String name,
    String provider,
    String protocol,
    @Nullable Integer contextWindow,
    @Nullable Integer maxOutputTokens,
    Capabilities capabilities,
    boolean isDefault,
    ModelHealth health,
    @Nullable ModelPrice price) {

  /**
   * What a model can do.
   *
   * @param structuredOutput whether its provider holds it to a schema; others are told to keep it
   */
  public record Capabilities(
      boolean tools, boolean structuredOutput, boolean streaming, boolean vision) {}
}
