package dev.agentledger.events.run;

import dev.agentledger.events.EventContract;
import org.jspecify.annotations.Nullable;

/**
 * A tool gave its result.
 *
 * @param costMicros what a child run cost
 */
@EventContract(name = "run.tool-call-succeeded")
public record RunToolCallSucceeded(
    RunId runId,
    String callId,
    int attempt,
    @Nullable Object result,
    long durationMillis,
    @Nullable Long costMicros)
    implements RunEvent {}
