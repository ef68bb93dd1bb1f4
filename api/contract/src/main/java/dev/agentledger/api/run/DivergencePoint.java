package dev.agentledger.api.run;

import dev.agentledger.events.run.Divergence;

/** Where a replay first left the recorded run. */
public record DivergencePoint(int step, Divergence divergence) {}
