package dev.agentledger.api.approval;

import dev.agentledger.events.approval.ApprovalSubject;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Ask for requests for a decision, newest first; answered by an {@link ApprovalPage}.
 *
 * @param statuses any of them; all when empty
 * @param subject id or label of what is to be decided
 * @param waitingFor only what this person can decide now
 */
public record ListApprovals(
    String tenant,
    Set<ApprovalStatus> statuses,
    ApprovalSubject.@Nullable Kind kind,
    @Nullable String subject,
    @Nullable Voter waitingFor,
    @Nullable String cursor,
    int limit) {

  /** Whether the request belongs to the answer, wherever the page begins. */
  public boolean matches(ApprovalView approval) {
    return (statuses.isEmpty() || statuses.contains(approval.status()))
        && (kind == null || kind == approval.subject().kind())
        && (subject == null
            || subject.equals(approval.subject().id())
            || subject.equals(approval.subject().label()))
        && (waitingFor == null || approval.waitsFor(waitingFor));
  }
}
