package dev.agentledger.events.agent;

import dev.agentledger.events.EventContract;
import org.jspecify.annotations.Nullable;

/** The agent is out of use until someone restores it. */
@EventContract(name = "agent.archived")
public record AgentArchived(AgentId agentId, @Nullable String reason) implements AgentEvent {}
