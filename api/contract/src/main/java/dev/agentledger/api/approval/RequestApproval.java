package dev.agentledger.api.approval;

import dev.agentledger.events.approval.ApprovalId;
import dev.agentledger.events.approval.ApprovalSubject;
import dev.agentledger.events.policy.ApprovalRule;
import java.time.Instant;
import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Ask people to decide. Repeating an approval id is harmless. */
public record RequestApproval(
    @TargetAggregateIdentifier ApprovalId approvalId,
    ApprovalSubject subject,
    String title,
    List<String> reasons,
    String requestedBy,
    List<String> barred,
    ApprovalRule rule,
    Instant requestedAt)
    implements ApprovalCommand {

  public RequestApproval {
    reasons = List.copyOf(reasons);
    barred = List.copyOf(barred);
  }
}
