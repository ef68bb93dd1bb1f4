package dev.agentledger.api.run;

import dev.agentledger.events.run.CallFailure;
import dev.agentledger.events.run.RunId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Record that an attempt at a tool call failed.
 *
 * @param retryInMillis how long to wait if it is attempted again
 */
public record RecordToolCallFailed(
    @TargetAggregateIdentifier RunId runId,
    String callId,
    int attempt,
    CallFailure failure,
    long durationMillis,
    @Nullable Long costMicros,
    long retryInMillis)
    implements RunCommand {}
