package dev.agentledger.events.agent;

import org.jspecify.annotations.Nullable;

/**
 * What one run may use at most; an absent limit is the platform's default.
 *
 * @param timeoutMillis wall time of one run
 * @param steps model and tool calls of one run
 * @param memoryMiB memory of the sandbox
 * @param costUsd money of one run, as a decimal string in US dollars
 */
public record Limits(
    @Nullable Integer timeoutMillis,
    @Nullable Integer steps,
    @Nullable Integer memoryMiB,
    @Nullable String costUsd) {

  public static final Limits NONE = new Limits(null, null, null, null);
}
