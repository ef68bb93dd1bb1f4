package dev.agentledger.command.approval;

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

/** Where a request for a human decision stands, holding only what a later decision needs. */
sealed interface ApprovalState {

  /** Exactly what is to be decided. */
  record Subject(String hash, long streamVersion) {}

  /**
   * Who decides.
   *
   * @param approvals how many must agree
   * @param role what they must be
   * @param approvers who they must be; anyone with the role when empty
   * @param barred who may not, whatever else they are
   */
  record Electorate(
      int approvals, Role role, List<String> approvers, String requestedBy, List<String> barred) {}

  record Absent() implements ApprovalState {}

  /**
   * People can decide.
   *
   * @param inFavour who agreed so far, in order
   * @param escalatedTo whose holders may decide too
   */
  record Pending(
      Subject subject,
      Electorate electorate,
      Instant expiresAt,
      List<String> inFavour,
      boolean reminded,
      @Nullable Role escalatedTo)
      implements ApprovalState {

    Pending withVoteOf(String voter) {
      var voters = Stream.concat(inFavour.stream(), Stream.of(voter)).toList();
      return new Pending(subject, electorate, expiresAt, voters, reminded, escalatedTo);
    }

    Pending afterReminder() {
      return new Pending(subject, electorate, expiresAt, inFavour, true, escalatedTo);
    }

    Pending openedTo(Role role) {
      return new Pending(subject, electorate, expiresAt, inFavour, reminded, role);
    }
  }

  record Approved() implements ApprovalState {}

  record Rejected() implements ApprovalState {}

  record Expired() implements ApprovalState {}

  record Withdrawn() implements ApprovalState {}

  /**
   * The state after {@code event}; total and free of rules, because what happened cannot be
   * refused.
   */
  static ApprovalState evolve(ApprovalState state, ApprovalEvent event) {
    return switch (event) {
      case ApprovalRequested requested -> pending(requested);
      case ApprovalGranted granted -> pendingIn(state).withVoteOf(granted.grantedBy());
      case ApprovalDenied _ -> state;
      case ApprovalDecided decided ->
          decided.decision() == Decision.APPROVED ? new Approved() : new Rejected();
      case ApprovalReminded _ -> pendingIn(state).afterReminder();
      case ApprovalEscalated escalated -> pendingIn(state).openedTo(escalated.role());
      case ApprovalExpired _ -> new Expired();
      case ApprovalWithdrawn _ -> new Withdrawn();
    };
  }

  private static Pending pending(ApprovalRequested requested) {
    var rule = requested.rule();
    return new Pending(
        new Subject(requested.subject().hash(), requested.subject().streamVersion()),
        new Electorate(
            rule.approvals(),
            rule.role(),
            rule.approvers(),
            requested.requestedBy(),
            requested.barred()),
        requested.expiresAt(),
        List.of(),
        false,
        null);
  }

  private static Pending pendingIn(ApprovalState state) {
    return switch (state) {
      case Pending pending -> pending;
      case Absent _, Approved _, Rejected _, Expired _, Withdrawn _ ->
          throw new IllegalStateException("History goes on after its end: " + state);
    };
  }
}
