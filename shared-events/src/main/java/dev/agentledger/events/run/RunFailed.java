package dev.agentledger.events.run;

import dev.agentledger.events.EventContract;

/** The run could not come to its end. */
@EventContract(name = "run.failed")
public record RunFailed(RunId runId, RunError error) implements RunEvent {}
