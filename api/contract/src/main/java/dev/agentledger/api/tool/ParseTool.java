package dev.agentledger.api.tool;

import org.jspecify.annotations.Nullable;

/**
 * Ask to read the definition of a tool; answered by a {@link ParsedTool}.
 *
 * @param document the definition as plain JSON values, of whatever shape
 */
public record ParseTool(@Nullable Object document) {}
