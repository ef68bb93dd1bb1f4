package dev.agentledger.events.policy;

import dev.agentledger.events.key.Role;
import java.time.Duration;
import java.util.List;

/**
 * How people decide.
 *
 * @param approvals how many must agree
 * @param role what they must be
 * @param approvers who they must be; anyone with the role when empty
 * @param remindAfter when the approvers are reminded
 * @param escalateAfter when an administrator may decide too, whoever the approvers are
 * @param expireAfter when it is too late
 */
public record ApprovalRule(
    int approvals,
    Role role,
    List<String> approvers,
    Duration remindAfter,
    Duration escalateAfter,
    Duration expireAfter) {

  public ApprovalRule {
    approvers = approvers == null ? List.of() : List.copyOf(approvers);
    if (approvals < 1) {
      throw new IllegalArgumentException("At least one approval is needed");
    }
    if (!approvers.isEmpty() && approvals > approvers.size()) {
      throw new IllegalArgumentException("More approvals are needed than there are approvers");
    }
    if (!remindAfter.isPositive()
        || remindAfter.compareTo(escalateAfter) > 0
        || escalateAfter.compareTo(expireAfter) > 0) {
      throw new IllegalArgumentException(
          "A reminder comes first, then the escalation, then the expiry");
    }
  }
}
