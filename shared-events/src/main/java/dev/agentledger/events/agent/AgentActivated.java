package dev.agentledger.events.agent;

import dev.agentledger.events.EventContract;
import org.jspecify.annotations.Nullable;

/** The approved version serves from here on, in place of the one before it. */
@EventContract(name = "agent.activated")
public record AgentActivated(
    AgentId agentId, String promotionId, VersionRef version, @Nullable VersionRef replaced)
    implements AgentEvent {}
