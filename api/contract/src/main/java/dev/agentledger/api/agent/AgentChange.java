package dev.agentledger.api.agent;

/**
 * An agent changed.
 *
 * @param tenant whose agent it is
 * @param agent as it is now, without its definition
 */
public record AgentChange(String tenant, AgentView agent) {}
