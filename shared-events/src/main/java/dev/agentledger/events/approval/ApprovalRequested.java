package dev.agentledger.events.approval;

import dev.agentledger.events.EventContract;
import dev.agentledger.events.policy.ApprovalRule;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A decision by people is needed.
 *
 * @param call what is to be decided, if that is a tool call
 * @param barred who may not decide: the requester, and whoever last edited the subject
 */
@EventContract(name = "approval.requested", revision = 2)
public record ApprovalRequested(
    ApprovalId approvalId,
    ApprovalSubject subject,
    @Nullable ProposedCall call,
    String title,
    List<String> reasons,
    String requestedBy,
    List<String> barred,
    ApprovalRule rule,
    Instant expiresAt)
    implements ApprovalEvent {

  public ApprovalRequested {
    reasons = List.copyOf(reasons);
    barred = List.copyOf(barred);
  }
}
