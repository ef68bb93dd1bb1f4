package dev.agentledger.events.run;

import dev.agentledger.events.EventContract;

/** The run rests until somebody acts; the time does not count. */
@EventContract(name = "run.suspended")
public record RunSuspended(RunId runId, SuspensionReason reason, String detail)
    implements RunEvent {}
