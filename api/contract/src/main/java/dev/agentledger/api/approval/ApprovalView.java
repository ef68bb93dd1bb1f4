package dev.agentledger.api.approval;

import dev.agentledger.events.approval.Amendment;
import dev.agentledger.events.approval.ApprovalId;
import dev.agentledger.events.approval.ApprovalSubject;
import dev.agentledger.events.approval.Decision;
import dev.agentledger.events.approval.ProposedCall;
import dev.agentledger.events.key.Role;
import dev.agentledger.events.policy.ApprovalRule;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request for a decision as readers see it.
 *
 * @param call what is to be decided, if that is a tool call
 * @param barred who may not decide
 * @param escalatedTo the role that may decide too since the escalation
 * @param closingNote why it was withdrawn, or the comment that settled it
 * @param amendment what was agreed to in place of what was asked
 * @param streamVersion version of the approval's stream that this view shows; its ETag
 */
public record ApprovalView(
    ApprovalId approvalId,
    ApprovalSubject subject,
    @Nullable ProposedCall call,
    String title,
    List<String> reasons,
    ApprovalStatus status,
    String requestedBy,
    List<String> barred,
    ApprovalRule rule,
    List<Vote> votes,
    @Nullable Role escalatedTo,
    boolean reminded,
    @Nullable String closingNote,
    @Nullable Amendment amendment,
    Instant requestedAt,
    Instant expiresAt,
    @Nullable Instant closedAt,
    long streamVersion) {

  /** What one person said. */
  public record Vote(String by, Decision decision, @Nullable String comment, Instant at) {}

  public ApprovalView {
    reasons = List.copyOf(reasons);
    barred = List.copyOf(barred);
    votes = List.copyOf(votes);
  }

  /** Whether the decision waits for this person. */
  public boolean waitsFor(Voter voter) {
    return status == ApprovalStatus.PENDING
        && !barred.contains(voter.name())
        && votes.stream().noneMatch(vote -> vote.by().equals(voter.name()))
        && (invites(voter) || (escalatedTo != null && voter.roles().contains(escalatedTo)));
  }

  private boolean invites(Voter voter) {
    return rule.approvers().isEmpty()
        ? voter.roles().contains(rule.role()) || voter.roles().contains(Role.ADMIN)
        : rule.approvers().contains(voter.name());
  }
}
