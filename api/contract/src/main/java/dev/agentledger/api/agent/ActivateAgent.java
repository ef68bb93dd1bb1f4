package dev.agentledger.api.agent;

import dev.agentledger.events.agent.AgentId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Let the approved version serve. */
public record ActivateAgent(@TargetAggregateIdentifier AgentId agentId, String promotionId)
    implements AgentCommand {}
