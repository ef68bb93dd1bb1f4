package dev.agentledger.events.run;

import dev.agentledger.events.EventContract;
import org.jspecify.annotations.Nullable;

/**
 * A tool gave no result.
 *
 * @param last whether it is left at that, so that the model is told
 */
@EventContract(name = "run.tool-call-failed")
public record RunToolCallFailed(
    RunId runId,
    String callId,
    int attempt,
    CallFailure failure,
    boolean last,
    long durationMillis,
    @Nullable Long costMicros)
    implements RunEvent {}
