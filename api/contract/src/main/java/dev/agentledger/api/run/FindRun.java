package dev.agentledger.api.run;

import dev.agentledger.events.run.RunId;

/** Ask for one run; answered by an optional {@link RunView}. */
public record FindRun(String tenant, RunId runId) {}
