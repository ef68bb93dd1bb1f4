package dev.agentledger.events.run;

import dev.agentledger.events.EventContract;

/** The run stopped because somebody wanted it to. */
@EventContract(name = "run.cancelled")
public record RunCancelled(RunId runId) implements RunEvent {}
