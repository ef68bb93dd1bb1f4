package dev.agentledger.api.agent;

import dev.agentledger.events.agent.AgentId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Take the request for promotion back. */
public record WithdrawPromotion(
    @TargetAggregateIdentifier AgentId agentId, String promotionId, String reason)
    implements AgentCommand {}
