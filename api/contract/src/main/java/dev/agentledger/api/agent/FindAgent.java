package dev.agentledger.api.agent;

import dev.agentledger.events.agent.AgentId;

/**
 * Ask for one agent with the definition of its latest version; answered by an optional {@link
 * AgentView}.
 */
public record FindAgent(String tenant, AgentId agentId) {}
