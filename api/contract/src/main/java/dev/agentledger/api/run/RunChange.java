package dev.agentledger.api.run;

/**
 * A run changed.
 *
 * @param run as in lists
 */
public record RunChange(String tenant, RunView run) {}
