package dev.agentledger.api.run;

import dev.agentledger.events.run.RunId;

/**
 * Subscribe to one run: the initial answer is an optional {@link RunView}, each update the {@link
 * RunView} after a change.
 */
public record WatchRun(String tenant, RunId runId) {}
