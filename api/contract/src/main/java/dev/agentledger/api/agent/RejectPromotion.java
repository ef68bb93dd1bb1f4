package dev.agentledger.api.agent;

import dev.agentledger.events.agent.AgentId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Turn the promotion down. */
public record RejectPromotion(
    @TargetAggregateIdentifier AgentId agentId, String promotionId, String reason)
    implements AgentCommand {}
