package dev.agentledger.events.agent;

import dev.agentledger.events.EventContract;
import org.jspecify.annotations.Nullable;

/** The active version serves no more; it is the draft again unless a newer draft exists. */
@EventContract(name = "agent.demoted")
public record AgentDemoted(AgentId agentId, VersionRef version, @Nullable String reason)
    implements AgentEvent {}
