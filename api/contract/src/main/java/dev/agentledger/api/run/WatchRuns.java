package dev.agentledger.api.run;

/**
 * Subscribe to the runs of a tenant: the initial answer is the {@link RunPage} of {@code list},
 * each update the {@link RunChange} of any of them.
 */
public record WatchRuns(ListRuns list) {}
