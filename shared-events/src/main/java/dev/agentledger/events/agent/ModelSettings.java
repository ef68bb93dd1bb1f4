package dev.agentledger.events.agent;

import org.jspecify.annotations.Nullable;

/**
 * Which model answers for a context agent, and how.
 *
 * @param name model name as its provider knows it, optionally {@code provider/name}
 * @param temperature sampling temperature, 0 to 2
 * @param topP nucleus sampling, 0 to 1
 * @param maxOutputTokens most tokens of one answer
 */
public record ModelSettings(
    String name,
    @Nullable Double temperature,
    @Nullable Double topP,
    @Nullable Integer maxOutputTokens) {}
