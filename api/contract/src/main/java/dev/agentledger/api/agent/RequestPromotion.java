package dev.agentledger.api.agent;

import dev.agentledger.events.agent.AgentId;
import dev.agentledger.events.agent.PromotionEvidence;
import dev.agentledger.events.agent.VersionRef;
import dev.agentledger.events.policy.PromotionRequirement;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Ask for the draft to go live. Repeating a promotion id is harmless. */
public record RequestPromotion(
    @TargetAggregateIdentifier AgentId agentId,
    String promotionId,
    VersionRef version,
    PromotionEvidence evidence,
    PromotionRequirement requirement,
    String requestedBy)
    implements AgentCommand {}
