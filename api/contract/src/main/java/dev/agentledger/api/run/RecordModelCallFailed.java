package dev.agentledger.api.run;

import dev.agentledger.events.run.CallFailure;
import dev.agentledger.events.run.RunId;
import dev.agentledger.events.run.TokenUsage;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Record that an attempt to ask a model failed.
 *
 * @param retryInMillis how long to wait if the same model is asked again
 */
public record RecordModelCallFailed(
    @TargetAggregateIdentifier RunId runId,
    int step,
    int attempt,
    String provider,
    String model,
    @Nullable String requestHash,
    CallFailure failure,
    long latencyMillis,
    @Nullable TokenUsage usage,
    @Nullable Long costMicros,
    long retryInMillis)
    implements RunCommand {}
