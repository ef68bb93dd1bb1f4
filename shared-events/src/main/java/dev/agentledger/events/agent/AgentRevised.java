package dev.agentledger.events.agent;

import dev.agentledger.events.EventContract;

/**
 * The draft changed: a new version stands beside the one that serves, if any.
 *
 * <p>A promotion that was under way lapses, since it was asked for another version.
 */
@EventContract(name = "agent.revised", revision = 2)
public record AgentRevised(AgentId agentId, AgentVersion version, String editedBy)
    implements AgentEvent {}
