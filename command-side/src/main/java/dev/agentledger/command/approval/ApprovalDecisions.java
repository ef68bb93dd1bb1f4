package dev.agentledger.command.approval;

import dev.agentledger.api.CommandRefused;
import dev.agentledger.api.CommandRefused.Reason;
import dev.agentledger.api.approval.ApprovalCommand;
import dev.agentledger.api.approval.DenyApproval;
import dev.agentledger.api.approval.EscalateApproval;
import dev.agentledger.api.approval.ExpireApproval;
import dev.agentledger.api.approval.GrantApproval;
import dev.agentledger.api.approval.RemindApproval;
import dev.agentledger.api.approval.RequestApproval;
import dev.agentledger.api.approval.Voter;
import dev.agentledger.api.approval.WithdrawApproval;
import dev.agentledger.command.approval.ApprovalState.Absent;
import dev.agentledger.command.approval.ApprovalState.Approved;
import dev.agentledger.command.approval.ApprovalState.Electorate;
import dev.agentledger.command.approval.ApprovalState.Expired;
import dev.agentledger.command.approval.ApprovalState.Pending;
import dev.agentledger.command.approval.ApprovalState.Rejected;
import dev.agentledger.command.approval.ApprovalState.Subject;
import dev.agentledger.command.approval.ApprovalState.Withdrawn;
import dev.agentledger.events.approval.ApprovalDecided;
import dev.agentledger.events.approval.ApprovalDenied;
import dev.agentledger.events.approval.ApprovalEscalated;
import dev.agentledger.events.approval.ApprovalEvent;
import dev.agentledger.events.approval.ApprovalExpired;
import dev.agentledger.events.approval.ApprovalGranted;
import dev.agentledger.events.approval.ApprovalId;
import dev.agentledger.events.approval.ApprovalReminded;
import dev.agentledger.events.approval.ApprovalRequested;
import dev.agentledger.events.approval.ApprovalSubject;
import dev.agentledger.events.approval.ApprovalWithdrawn;
import dev.agentledger.events.approval.Decision;
import dev.agentledger.events.key.Role;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * The rules by which people decide, as pure functions: a command and a state in, the facts that
 * follow out.
 *
 * <p>No facts means the command had already been carried out. A refusal is a {@link
 * CommandRefused}.
 */
final class ApprovalDecisions {

  private ApprovalDecisions() {}

  static List<ApprovalEvent> decide(ApprovalState state, ApprovalCommand command) {
    return switch (command) {
      case RequestApproval request -> request(state, request);
      case GrantApproval grant -> grant(state, grant);
      case DenyApproval denial -> deny(state, denial);
      case RemindApproval reminder -> remind(state, reminder);
      case EscalateApproval escalation -> escalate(state, escalation);
      case ExpireApproval(var id) -> close(state, id, new ApprovalExpired(id));
      case WithdrawApproval(var id, var reason) ->
          close(state, id, new ApprovalWithdrawn(id, reason));
    };
  }

  private static List<ApprovalEvent> request(ApprovalState state, RequestApproval command) {
    return switch (state) {
      case Absent _ ->
          List.of(
              new ApprovalRequested(
                  command.approvalId(),
                  command.subject(),
                  command.call(),
                  command.title(),
                  command.reasons(),
                  command.requestedBy(),
                  command.barred(),
                  command.rule(),
                  command.requestedAt().plus(command.rule().expireAfter())));
      case Pending _, Approved _, Rejected _, Expired _, Withdrawn _ -> List.of();
    };
  }

  private static List<ApprovalEvent> grant(ApprovalState state, GrantApproval command) {
    var id = command.approvalId();
    var voter = command.voter();
    var pending = openTo(voter, command.seen(), command.at(), state, id);
    if (pending.inFavour().contains(voter.name())) {
      return List.of();
    }
    var amendment = command.amendment();
    if (amendment != null) {
      requireAmendable(command.seen(), pending.electorate());
    }
    var granted = new ApprovalGranted(id, voter.name(), command.comment(), amendment);
    var voters = pending.withVoteOf(voter.name()).inFavour();
    return voters.size() < pending.electorate().approvals()
        ? List.of(granted)
        : List.of(
            granted,
            new ApprovalDecided(id, Decision.APPROVED, voters, command.comment(), amendment));
  }

  /** Of several approvers each would have agreed to something else. */
  private static void requireAmendable(ApprovalSubject subject, Electorate electorate) {
    switch (subject.kind()) {
      case AGENT_PROMOTION ->
          throw new CommandRefused(
              Reason.INVALID,
              "A promotion has no arguments to change; reject it and say what is wrong");
      case TOOL_CALL -> {
        if (electorate.approvals() > 1) {
          throw new CommandRefused(
              Reason.INVALID,
              "%d people must agree to the same arguments, so nobody changes them; reject the call and say which are wanted"
                  .formatted(electorate.approvals()));
        }
      }
    }
  }

  private static List<ApprovalEvent> deny(ApprovalState state, DenyApproval command) {
    var id = command.approvalId();
    var voter = command.voter().name();
    var pending = openTo(command.voter(), command.seen(), command.at(), state, id);
    if (pending.inFavour().contains(voter)) {
      throw refused(Reason.WRONG_STATE, id, "already has the approval of " + voter);
    }
    if (command.comment().isBlank()) {
      throw new CommandRefused(Reason.INVALID, "A rejection needs a comment");
    }
    return List.of(
        new ApprovalDenied(id, voter, command.comment()),
        new ApprovalDecided(id, Decision.REJECTED, List.of(voter), command.comment(), null));
  }

  private static List<ApprovalEvent> remind(ApprovalState state, RemindApproval command) {
    return switch (state) {
      case Pending pending when pending.reminded() -> List.of();
      case Pending _ -> List.of(new ApprovalReminded(command.approvalId()));
      case Approved _, Rejected _, Expired _, Withdrawn _ -> List.of();
      case Absent _ -> throw notFound(command.approvalId());
    };
  }

  private static List<ApprovalEvent> escalate(ApprovalState state, EscalateApproval command) {
    return switch (state) {
      case Pending pending when pending.escalatedTo() != null -> List.of();
      case Pending _ -> List.of(new ApprovalEscalated(command.approvalId(), Role.ADMIN));
      case Approved _, Rejected _, Expired _, Withdrawn _ -> List.of();
      case Absent _ -> throw notFound(command.approvalId());
    };
  }

  private static List<ApprovalEvent> close(ApprovalState state, ApprovalId id, ApprovalEvent end) {
    return switch (state) {
      case Pending _ -> List.of(end);
      case Approved _, Rejected _, Expired _, Withdrawn _ -> List.of();
      case Absent _ -> throw notFound(id);
    };
  }

  /** What the voter may decide about, in the state in which they saw it. */
  private static Pending openTo(
      Voter voter, ApprovalSubject seen, Instant at, ApprovalState state, ApprovalId id) {
    var pending =
        switch (state) {
          case Pending open -> open;
          case Absent _ -> throw notFound(id);
          case Approved _ -> throw settled(id, "approved");
          case Rejected _ -> throw settled(id, "rejected");
          case Expired _ -> throw settled(id, "expired");
          case Withdrawn _ -> throw settled(id, "withdrawn");
        };
    if (at.isAfter(pending.expiresAt())) {
      throw settled(id, "expired");
    }
    requireUnmoved(pending.subject(), new Subject(seen.hash(), seen.streamVersion()), id);
    requireUnbarred(voter, pending.electorate());
    requireEligible(voter, pending);
    return pending;
  }

  private static void requireUnmoved(Subject asked, Subject seen, ApprovalId id) {
    if (!asked.equals(seen)) {
      throw refused(
          Reason.STALE,
          id,
          "is about %s at version %d; it is now %s at version %d"
              .formatted(asked.hash(), asked.streamVersion(), seen.hash(), seen.streamVersion()));
    }
  }

  private static void requireUnbarred(Voter voter, Electorate electorate) {
    if (electorate.requestedBy().equals(voter.name())) {
      throw notAllowed(voter, "asked for this decision, so someone else takes it");
    }
    if (electorate.barred().contains(voter.name())) {
      throw notAllowed(voter, "last edited what is to be decided, so someone else decides");
    }
  }

  private static void requireEligible(Voter voter, Pending pending) {
    var escalatedTo = pending.escalatedTo();
    if (escalatedTo != null && holds(escalatedTo, voter)) {
      return;
    }
    var electorate = pending.electorate();
    if (!electorate.approvers().isEmpty()) {
      if (!electorate.approvers().contains(voter.name())) {
        throw notAllowed(
            voter, "is none of the approvers: " + String.join(", ", electorate.approvers()));
      }
    } else if (!holds(electorate.role(), voter)) {
      throw notAllowed(
          voter, "lacks the role " + electorate.role().name().toLowerCase(Locale.ROOT));
    }
  }

  private static boolean holds(Role role, Voter voter) {
    return voter.roles().contains(role) || voter.roles().contains(Role.ADMIN);
  }

  private static CommandRefused notAllowed(Voter voter, String why) {
    return new CommandRefused(Reason.NOT_ALLOWED, "%s %s".formatted(voter.name(), why));
  }

  private static CommandRefused settled(ApprovalId id, String outcome) {
    return refused(Reason.WRONG_STATE, id, "is already " + outcome);
  }

  private static CommandRefused notFound(ApprovalId id) {
    return refused(Reason.NOT_FOUND, id, "does not exist");
  }

  private static CommandRefused refused(Reason reason, ApprovalId id, String why) {
    return new CommandRefused(reason, "Approval %s %s".formatted(id, why));
  }
}
