package dev.agentledger.events.agent;

import dev.agentledger.events.EventContract;
import dev.agentledger.events.policy.PromotionRequirement;

/** Someone asked for the draft to go live, on this evidence and under this requirement. */
@EventContract(name = "agent.promotion-requested")
public record AgentPromotionRequested(
    AgentId agentId,
    String slug,
    String promotionId,
    VersionRef version,
    PromotionEvidence evidence,
    PromotionRequirement requirement,
    String requestedBy,
    String editedBy)
    implements AgentEvent {}
