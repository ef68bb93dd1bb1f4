package dev.agentledger.query.approval;

import dev.agentledger.api.approval.ApprovalStatus;
import dev.agentledger.api.approval.ApprovalView;
import dev.agentledger.api.approval.ApprovalView.Vote;
import dev.agentledger.events.approval.Amendment;
import dev.agentledger.events.approval.ApprovalDecided;
import dev.agentledger.events.approval.ApprovalDenied;
import dev.agentledger.events.approval.ApprovalEscalated;
import dev.agentledger.events.approval.ApprovalEvent;
import dev.agentledger.events.approval.ApprovalExpired;
import dev.agentledger.events.approval.ApprovalGranted;
import dev.agentledger.events.approval.ApprovalReminded;
import dev.agentledger.events.approval.ApprovalRequested;
import dev.agentledger.events.approval.ApprovalWithdrawn;
import dev.agentledger.events.approval.Decision;
import dev.agentledger.events.key.Role;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How a request for a decision looks after each event. */
final class ApprovalViewEvolution {

  private ApprovalViewEvolution() {}

  static ApprovalView evolve(
      @Nullable ApprovalView approval, ApprovalEvent event, Instant when, long sequence) {
    if (approval == null) {
      if (event instanceof ApprovalRequested requested) {
        return opened(requested, when, sequence);
      }
      throw new IllegalStateException(
          "The history of approval %s does not begin with a request".formatted(event.approvalId()));
    }
    var at = new Step(approval, when, sequence);
    return switch (event) {
      case ApprovalRequested _ -> at.unchanged();
      case ApprovalGranted granted ->
          at.voted(new Vote(granted.grantedBy(), Decision.APPROVED, granted.comment(), when));
      case ApprovalDenied denied ->
          at.voted(new Vote(denied.deniedBy(), Decision.REJECTED, denied.comment(), when));
      case ApprovalDecided decided ->
          at.closed(outcome(decided.decision()), decided.comment(), decided.amendment());
      case ApprovalReminded _ -> at.called(approval.escalatedTo(), true);
      case ApprovalEscalated escalated -> at.called(escalated.role(), approval.reminded());
      case ApprovalExpired _ -> at.closed(ApprovalStatus.EXPIRED, null, null);
      case ApprovalWithdrawn withdrawn ->
          at.closed(ApprovalStatus.WITHDRAWN, withdrawn.reason(), null);
    };
  }

  private static ApprovalView opened(ApprovalRequested requested, Instant when, long sequence) {
    return new ApprovalView(
        requested.approvalId(),
        requested.subject(),
        requested.call(),
        requested.title(),
        requested.reasons(),
        ApprovalStatus.PENDING,
        requested.requestedBy(),
        requested.barred(),
        requested.rule(),
        List.of(),
        null,
        false,
        null,
        null,
        when,
        requested.expiresAt(),
        null,
        sequence);
  }

  private static ApprovalStatus outcome(Decision decision) {
    return switch (decision) {
      case APPROVED -> ApprovalStatus.APPROVED;
      case REJECTED -> ApprovalStatus.REJECTED;
    };
  }

  /** The request as it was, and the event that changes it. */
  private record Step(ApprovalView approval, Instant when, long sequence) {

    ApprovalView unchanged() {
      return called(approval.escalatedTo(), approval.reminded());
    }

    ApprovalView voted(Vote vote) {
      return with(
          approval.status(),
          Stream.concat(approval.votes().stream(), Stream.of(vote)).toList(),
          approval.escalatedTo(),
          approval.reminded(),
          approval.closingNote(),
          approval.amendment(),
          approval.closedAt());
    }

    ApprovalView called(@Nullable Role escalatedTo, boolean reminded) {
      return with(
          approval.status(),
          approval.votes(),
          escalatedTo,
          reminded,
          approval.closingNote(),
          approval.amendment(),
          approval.closedAt());
    }

    ApprovalView closed(
        ApprovalStatus status, @Nullable String note, @Nullable Amendment amendment) {
      return with(
          status,
          approval.votes(),
          approval.escalatedTo(),
          approval.reminded(),
          note,
          amendment,
          when);
    }

    private ApprovalView with(
        ApprovalStatus status,
        List<Vote> votes,
        @Nullable Role escalatedTo,
        boolean reminded,
        @Nullable String closingNote,
        @Nullable Amendment amendment,
        @Nullable Instant closedAt) {
      return new ApprovalView(
          approval.approvalId(),
          approval.subject(),
          approval.call(),
          approval.title(),
          approval.reasons(),
          status,
          approval.requestedBy(),
          approval.barred(),
          approval.rule(),
          votes,
          escalatedTo,
          reminded,
          closingNote,
          amendment,
          approval.requestedAt(),
          approval.expiresAt(),
          closedAt,
          sequence);
    }
  }
}
