package dev.agentledger.events.agent;

import dev.agentledger.events.DomainEvent;

/** Everything that can happen to an agent between its first draft and its archive. */
public sealed interface AgentEvent extends DomainEvent
    permits AgentDrafted,
        AgentRevised,
        AgentPromotionRequested,
        AgentPromotionApproved,
        AgentPromotionRejected,
        AgentPromotionWithdrawn,
        AgentActivated,
        AgentDemoted,
        AgentArchived,
        AgentRestored {

  AgentId agentId();
}
