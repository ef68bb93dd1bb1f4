package dev.agentledger.events.agent;

import dev.agentledger.events.EventContract;

/** The agent came back from the archive as a draft. */
@EventContract(name = "agent.restored")
public record AgentRestored(AgentId agentId, VersionRef version) implements AgentEvent {}
