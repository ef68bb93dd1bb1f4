package dev.agentledger.api.agent;

import dev.agentledger.events.agent.AgentId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** Take the active version out of service. */
public record DemoteAgent(@TargetAggregateIdentifier AgentId agentId, @Nullable String reason)
    implements AgentCommand {}
