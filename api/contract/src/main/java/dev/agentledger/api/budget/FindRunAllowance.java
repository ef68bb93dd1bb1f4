package dev.agentledger.api.budget;

import dev.agentledger.events.agent.AgentId;

/** Ask what a run of this agent for this user may spend; answered by a {@link RunAllowance}. */
public record FindRunAllowance(String tenant, AgentId agentId, String user) {}
