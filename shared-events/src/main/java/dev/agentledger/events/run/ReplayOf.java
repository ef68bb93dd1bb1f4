package dev.agentledger.events.run;

/** The recorded run whose outcomes a replay uses in place of effects. */
public record ReplayOf(RunId runId, ReplayMode mode) {}
