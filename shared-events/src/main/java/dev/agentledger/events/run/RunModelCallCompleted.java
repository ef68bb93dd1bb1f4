package dev.agentledger.events.run;

import dev.agentledger.events.EventContract;

/** A model answered. */
@EventContract(name = "run.model-call-completed")
public record RunModelCallCompleted(RunId runId, int step, int attempt, ModelCall call)
    implements RunEvent {}
