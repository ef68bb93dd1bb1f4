package dev.agentledger.events.agent;

import org.jspecify.annotations.Nullable;

/**
 * What one run may use at most; an absent limit is the platform's default.
 *
 * @param timeoutMillis wall time of one run, without the time in which it waits for people
 * @param steps model and tool calls of one run together
 * @param memoryMiB memory of the sandbox
 * @param costUsd money of one run, as a decimal string in US dollars
 * @param toolCalls tool calls of one run
 * @param stepTimeoutMillis time of one attempt at a model or tool call
 * @param stepRetries how often a failed model call is attempted again
 * @param stepCostUsd money of one model call, as a decimal string in US dollars
 */
public record Limits(
    @Nullable Integer timeoutMillis,
    @Nullable Integer steps,
    @Nullable Integer memoryMiB,
    @Nullable String costUsd,
    @Nullable Integer toolCalls,
    @Nullable Integer stepTimeoutMillis,
    @Nullable Integer stepRetries,
    @Nullable String stepCostUsd) {

  public static final Limits NONE = new Limits(null, null, null, null, null, null, null, null);
}
