package dev.agentledger.events.agent;

import dev.agentledger.events.EventContract;

/** Whoever asked for the promotion took the request back; the version is a draft again. */
@EventContract(name = "agent.promotion-withdrawn")
public record AgentPromotionWithdrawn(AgentId agentId, String promotionId, String reason)
    implements AgentEvent {}
