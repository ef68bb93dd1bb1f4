package dev.agentledger.events.run;

import dev.agentledger.events.EventContract;

/** A replay would have done something that the recorded run did not do. */
@EventContract(name = "run.diverged")
public record RunDiverged(RunId runId, int step, Divergence divergence) implements RunEvent {}
