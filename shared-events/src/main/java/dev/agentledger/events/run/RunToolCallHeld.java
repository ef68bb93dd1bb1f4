package dev.agentledger.events.run;

import dev.agentledger.events.EventContract;
import dev.agentledger.events.policy.ApprovalRule;
import org.jspecify.annotations.Nullable;

/** A tool call waits until people agree to exactly these arguments. */
@EventContract(name = "run.tool-call-held")
public record RunToolCallHeld(
    RunId runId,
    int step,
    String callId,
    String tool,
    @Nullable Object arguments,
    String argumentsHash,
    String reason,
    ApprovalRule rule)
    implements RunEvent {}
