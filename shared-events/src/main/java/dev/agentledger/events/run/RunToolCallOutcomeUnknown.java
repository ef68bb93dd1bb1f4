package dev.agentledger.events.run;

import dev.agentledger.events.EventContract;

/** Nobody knows whether an effectful call took effect; it waits for an operator. */
@EventContract(name = "run.tool-call-outcome-unknown")
public record RunToolCallOutcomeUnknown(RunId runId, String callId, int attempt, String reason)
    implements RunEvent {}
