package dev.agentledger.events.agent;

import dev.agentledger.events.EventContract;

/** The promotion was turned down; the version is a draft again. */
@EventContract(name = "agent.promotion-rejected")
public record AgentPromotionRejected(AgentId agentId, String promotionId, String reason)
    implements AgentEvent {}
