package dev.agentledger.api.agent;

import dev.agentledger.events.agent.AgentId;

/** Everything an agent can be asked to do. */
public sealed interface AgentCommand
    permits DraftAgent,
        RequestPromotion,
        ApprovePromotion,
        RejectPromotion,
        WithdrawPromotion,
        ActivateAgent,
        DemoteAgent,
        ArchiveAgent,
        RestoreAgent {

  AgentId agentId();
}
