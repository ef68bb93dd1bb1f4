package dev.agentledger.events.run;

import dev.agentledger.events.EventContract;
import org.jspecify.annotations.Nullable;

/**
 * A model did not answer.
 *
 * @param usage what was used all the same, as far as it is known
 */
@EventContract(name = "run.model-call-failed")
public record RunModelCallFailed(
    RunId runId,
    int step,
    int attempt,
    String provider,
    String model,
    @Nullable String requestHash,
    CallFailure failure,
    long latencyMillis,
    @Nullable TokenUsage usage,
    @Nullable Long costMicros)
    implements RunEvent {}
