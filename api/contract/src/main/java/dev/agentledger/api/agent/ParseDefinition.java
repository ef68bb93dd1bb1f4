package dev.agentledger.api.agent;

import org.jspecify.annotations.Nullable;

/**
 * Ask to read a definition; answered by a {@link ParsedDefinition}.
 *
 * @param document the definition as plain JSON values, of whatever shape
 */
public record ParseDefinition(@Nullable Object document) {}
