package dev.agentledger.api.agent;

/**
 * Subscribe to the agents of a tenant: the initial answer is the {@link AgentPage} of {@code list},
 * each update the {@link AgentChange} of any agent of the tenant.
 */
public record WatchAgents(ListAgents list) {}
