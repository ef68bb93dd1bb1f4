package dev.agentledger.api.run;

import org.jspecify.annotations.Nullable;

/**
 * Ask for the tool calls of a tenant of which nobody knows whether they took effect; answered by an
 * {@link UnknownOutcomePage}.
 */
public record ListUnknownOutcomes(String tenant, @Nullable String cursor, int limit) {}
