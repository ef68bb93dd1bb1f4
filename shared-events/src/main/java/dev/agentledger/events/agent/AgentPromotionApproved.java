package dev.agentledger.events.agent;

import dev.agentledger.events.EventContract;
import java.util.List;

/** The promotion was approved: by the policy alone when nobody is named. */
@EventContract(name = "agent.promotion-approved")
public record AgentPromotionApproved(AgentId agentId, String promotionId, List<String> approvedBy)
    implements AgentEvent {

  public AgentPromotionApproved {
    approvedBy = List.copyOf(approvedBy);
  }
}
