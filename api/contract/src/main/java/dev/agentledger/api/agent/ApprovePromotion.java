package dev.agentledger.api.agent;

import dev.agentledger.events.agent.AgentId;
import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Let the promotion pass; nobody is named when the policy alone decided. */
public record ApprovePromotion(
    @TargetAggregateIdentifier AgentId agentId, String promotionId, List<String> approvedBy)
    implements AgentCommand {

  public ApprovePromotion {
    approvedBy = List.copyOf(approvedBy);
  }
}
