package dev.agentledger.api.approval;

import dev.agentledger.events.approval.ApprovalId;
import dev.agentledger.events.approval.ApprovalSubject;
import dev.agentledger.events.approval.ProposedCall;
import dev.agentledger.events.policy.ApprovalRule;
import java.time.Instant;
import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Ask people to decide. Repeating an approval id is harmless.
 *
 * @param call what is to be decided, if that is a tool call
 */
public record RequestApproval(
    @TargetAggregateIdentifier ApprovalId approvalId,
    ApprovalSubject subject,
    @Nullable ProposedCall call,
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
