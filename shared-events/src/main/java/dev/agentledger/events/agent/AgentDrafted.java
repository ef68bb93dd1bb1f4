package dev.agentledger.events.agent;

import dev.agentledger.events.EventContract;

/** The agent came into being with its first version. */
@EventContract(name = "agent.drafted", revision = 2)
public record AgentDrafted(AgentId agentId, AgentVersion version, String editedBy)
    implements AgentEvent {}
