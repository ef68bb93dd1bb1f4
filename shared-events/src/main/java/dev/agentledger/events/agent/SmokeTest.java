package dev.agentledger.events.agent;

import org.jspecify.annotations.Nullable;

/**
 * An input that an agent must manage before anyone relies on it.
 *
 * @param expectedOutput compared as JSON when present
 */
public record SmokeTest(String name, @Nullable Object input, @Nullable Object expectedOutput) {}
