package dev.agentledger.api.run;

import dev.agentledger.events.run.RunId;

/** The run that a fork goes on from, and the last step that it took over. */
public record ForkPoint(RunId runId, int afterStep) {}
