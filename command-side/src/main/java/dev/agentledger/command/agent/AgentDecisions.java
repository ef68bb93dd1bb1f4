package dev.agentledger.command.agent;

import static java.util.stream.Collectors.joining;

import dev.agentledger.api.CommandRefused;
import dev.agentledger.api.CommandRefused.Reason;
import dev.agentledger.api.agent.ActivateAgent;
import dev.agentledger.api.agent.AgentCommand;
import dev.agentledger.api.agent.ApprovePromotion;
import dev.agentledger.api.agent.ArchiveAgent;
import dev.agentledger.api.agent.DemoteAgent;
import dev.agentledger.api.agent.DraftAgent;
import dev.agentledger.api.agent.RejectPromotion;
import dev.agentledger.api.agent.RequestPromotion;
import dev.agentledger.api.agent.RestoreAgent;
import dev.agentledger.api.agent.WithdrawPromotion;
import dev.agentledger.command.agent.AgentState.Absent;
import dev.agentledger.command.agent.AgentState.Active;
import dev.agentledger.command.agent.AgentState.Approved;
import dev.agentledger.command.agent.AgentState.Archived;
import dev.agentledger.command.agent.AgentState.Draft;
import dev.agentledger.command.agent.AgentState.Edition;
import dev.agentledger.command.agent.AgentState.PromotionRequested;
import dev.agentledger.command.agent.AgentState.Serving;
import dev.agentledger.events.agent.AgentActivated;
import dev.agentledger.events.agent.AgentArchived;
import dev.agentledger.events.agent.AgentDemoted;
import dev.agentledger.events.agent.AgentDrafted;
import dev.agentledger.events.agent.AgentEvent;
import dev.agentledger.events.agent.AgentId;
import dev.agentledger.events.agent.AgentPromotionApproved;
import dev.agentledger.events.agent.AgentPromotionRejected;
import dev.agentledger.events.agent.AgentPromotionRequested;
import dev.agentledger.events.agent.AgentPromotionWithdrawn;
import dev.agentledger.events.agent.AgentRestored;
import dev.agentledger.events.agent.AgentRevised;
import dev.agentledger.events.agent.AgentVersion;
import dev.agentledger.events.agent.Finding;
import dev.agentledger.events.agent.PromotionEvidence;
import dev.agentledger.events.agent.VersionRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules of an agent's life as pure functions: a command and a state in, the facts that follow
 * out.
 *
 * <p>No facts means the command had already been carried out. A refusal is a {@link
 * CommandRefused}.
 */
final class AgentDecisions {

  private AgentDecisions() {}

  static List<AgentEvent> decide(AgentState state, AgentCommand command) {
    return switch (command) {
      case DraftAgent draft -> draft(state, draft);
      case RequestPromotion request -> requestPromotion(state, request);
      case ApprovePromotion approval -> approvePromotion(state, approval);
      case RejectPromotion(var agentId, var promotionId, var reason) ->
          endPromotion(
              state,
              agentId,
              promotionId,
              new AgentPromotionRejected(agentId, promotionId, reason));
      case WithdrawPromotion(var agentId, var promotionId, var reason) ->
          endPromotion(
              state,
              agentId,
              promotionId,
              new AgentPromotionWithdrawn(agentId, promotionId, reason));
      case ActivateAgent activation -> activate(state, activation);
      case DemoteAgent demotion -> demote(state, demotion);
      case ArchiveAgent archive -> archive(state, archive);
      case RestoreAgent restoration -> restore(state, restoration);
    };
  }

  private static List<AgentEvent> draft(AgentState state, DraftAgent command) {
    return switch (state) {
      case Absent _ when command.mustExist() -> throw notFound(command.agentId());
      case Absent _ ->
          List.of(
              new AgentDrafted(
                  command.agentId(), AgentVersion.of(1, command.definition()), command.editedBy()));
      case Draft _, PromotionRequested _, Approved _, Active _ ->
          revise(AgentState.newestIn(state), command);
      case Archived _ -> throw archived(command.agentId());
    };
  }

  private static List<AgentEvent> revise(Edition newest, DraftAgent command) {
    var slug = command.definition().slug();
    if (!newest.slug().equals(slug)) {
      throw refused(
          Reason.INVALID,
          command.agentId(),
          "keeps its slug: '%s' cannot become '%s'".formatted(newest.slug(), slug));
    }
    var version = AgentVersion.of(newest.version().number() + 1, command.definition());
    return version.hash().equals(newest.version().hash())
        ? List.of()
        : List.of(new AgentRevised(command.agentId(), version, command.editedBy()));
  }

  private static List<AgentEvent> requestPromotion(AgentState state, RequestPromotion command) {
    return switch (state) {
      case AgentState _ when activeThrough(command.promotionId(), state) -> List.of();
      case Draft(var newest, _) -> requestPromotion(newest, command);
      case PromotionRequested pending when pending.promotionId().equals(command.promotionId()) ->
          List.of();
      case Approved approved when approved.promotionId().equals(command.promotionId()) -> List.of();
      case PromotionRequested(_, var promotionId, _, _, _) ->
          throw promotionUnderWay(command.agentId(), promotionId);
      case Approved(_, var promotionId, _) ->
          throw promotionUnderWay(command.agentId(), promotionId);
      case Active _ ->
          throw refused(Reason.WRONG_STATE, command.agentId(), "has no draft to promote");
      case Absent _ -> throw notFound(command.agentId());
      case Archived _ -> throw archived(command.agentId());
    };
  }

  private static List<AgentEvent> requestPromotion(Edition newest, RequestPromotion command) {
    if (!newest.version().equals(command.version())) {
      throw refused(
          Reason.STALE,
          command.agentId(),
          "has %s as its draft, not %s"
              .formatted(named(newest.version()), named(command.version())));
    }
    requireGood(command.evidence(), command);
    return List.of(
        new AgentPromotionRequested(
            command.agentId(),
            newest.slug(),
            command.promotionId(),
            newest.version(),
            command.evidence(),
            command.requirement(),
            command.requestedBy(),
            newest.editedBy()));
  }

  private static void requireGood(PromotionEvidence evidence, RequestPromotion command) {
    if (evidence.findings().stream().anyMatch(Finding::blocks)) {
      throw refused(
          Reason.INVALID,
          command.agentId(),
          "has findings that stand in the way of a promotion: "
              + evidence.findings().stream()
                  .filter(Finding::blocks)
                  .map(Finding::rule)
                  .distinct()
                  .collect(joining(", ")));
    }
    if (evidence.dryRun().performed() && !evidence.dryRun().passed()) {
      throw refused(Reason.INVALID, command.agentId(), "did not pass its dry run");
    }
  }

  private static List<AgentEvent> approvePromotion(AgentState state, ApprovePromotion command) {
    return switch (state) {
      case AgentState _ when activeThrough(command.promotionId(), state) -> List.of();
      case PromotionRequested pending when pending.promotionId().equals(command.promotionId()) ->
          approvePromotion(pending, command);
      case Approved approved when approved.promotionId().equals(command.promotionId()) -> List.of();
      case Absent _, Draft _, PromotionRequested _, Approved _, Active _, Archived _ ->
          throw notUnderWay(state, command.agentId(), command.promotionId());
    };
  }

  private static List<AgentEvent> approvePromotion(
      PromotionRequested pending, ApprovePromotion command) {
    if (command.approvedBy().contains(pending.requestedBy())) {
      throw new CommandRefused(
          Reason.NOT_ALLOWED, "A promotion is approved by someone other than its requester");
    }
    if (command.approvedBy().contains(pending.newest().editedBy())) {
      throw new CommandRefused(
          Reason.NOT_ALLOWED, "A promotion is approved by someone other than the last editor");
    }
    if (command.approvedBy().isEmpty() && !pending.automatic()) {
      throw new CommandRefused(
          Reason.NOT_ALLOWED, "A promotion that needs a person is not approved without one");
    }
    return List.of(
        new AgentPromotionApproved(command.agentId(), pending.promotionId(), command.approvedBy()));
  }

  private static List<AgentEvent> endPromotion(
      AgentState state, AgentId agentId, String promotionId, AgentEvent end) {
    return switch (state) {
      case PromotionRequested pending when pending.promotionId().equals(promotionId) ->
          List.of(end);
      case Approved approved when approved.promotionId().equals(promotionId) ->
          throw refused(
              Reason.WRONG_STATE, agentId, "has promotion %s approved".formatted(promotionId));
      case Absent _, Draft _, PromotionRequested _, Approved _, Active _, Archived _ ->
          throw notUnderWay(state, agentId, promotionId);
    };
  }

  private static List<AgentEvent> activate(AgentState state, ActivateAgent command) {
    return switch (state) {
      case AgentState _ when activeThrough(command.promotionId(), state) -> List.of();
      case Approved(var newest, var promotionId, var active)
          when promotionId.equals(command.promotionId()) ->
          List.of(
              new AgentActivated(
                  command.agentId(), promotionId, newest.version(), versionOf(active)));
      case PromotionRequested pending when pending.promotionId().equals(command.promotionId()) ->
          throw refused(
              Reason.WRONG_STATE,
              command.agentId(),
              "has promotion %s requested, not approved".formatted(command.promotionId()));
      case Absent _, Draft _, PromotionRequested _, Approved _, Active _, Archived _ ->
          throw notUnderWay(state, command.agentId(), command.promotionId());
    };
  }

  private static List<AgentEvent> demote(AgentState state, DemoteAgent command) {
    return switch (state) {
      case Draft(_, var active) -> demote(active, command);
      case PromotionRequested(_, _, _, _, var active) -> demote(active, command);
      case Approved(_, _, var active) -> demote(active, command);
      case Active _ -> demote(AgentState.activeIn(state), command);
      case Absent _ -> throw notFound(command.agentId());
      case Archived _ -> throw archived(command.agentId());
    };
  }

  private static List<AgentEvent> demote(@Nullable Serving active, DemoteAgent command) {
    if (active == null) {
      throw refused(Reason.WRONG_STATE, command.agentId(), "has no active version");
    }
    return List.of(new AgentDemoted(command.agentId(), active.version(), command.reason()));
  }

  private static List<AgentEvent> archive(AgentState state, ArchiveAgent command) {
    return switch (state) {
      case Draft _, PromotionRequested _, Approved _, Active _ ->
          List.of(new AgentArchived(command.agentId(), command.reason()));
      case Archived _ -> List.of();
      case Absent _ -> throw notFound(command.agentId());
    };
  }

  private static List<AgentEvent> restore(AgentState state, RestoreAgent command) {
    return switch (state) {
      case Archived(var newest) -> List.of(new AgentRestored(command.agentId(), newest.version()));
      case Draft _, PromotionRequested _, Approved _, Active _ ->
          throw refused(Reason.WRONG_STATE, command.agentId(), "is not archived");
      case Absent _ -> throw notFound(command.agentId());
    };
  }

  private static boolean activeThrough(String promotionId, AgentState state) {
    var active = AgentState.activeIn(state);
    return active != null && active.promotionId().equals(promotionId);
  }

  private static @Nullable VersionRef versionOf(@Nullable Serving active) {
    return active == null ? null : active.version();
  }

  private static CommandRefused notUnderWay(AgentState state, AgentId agentId, String promotionId) {
    return switch (state) {
      case PromotionRequested(_, var current, _, _, _) ->
          anotherUnderWay(agentId, current, promotionId);
      case Approved(_, var current, _) -> anotherUnderWay(agentId, current, promotionId);
      case Draft _, Active _ ->
          refused(
              Reason.WRONG_STATE, agentId, "has no promotion %s under way".formatted(promotionId));
      case Absent _ -> notFound(agentId);
      case Archived _ -> archived(agentId);
    };
  }

  private static CommandRefused anotherUnderWay(
      AgentId agentId, String current, String promotionId) {
    return refused(
        Reason.STALE,
        agentId,
        "has promotion %s under way, not %s".formatted(current, promotionId));
  }

  private static CommandRefused promotionUnderWay(AgentId agentId, String promotionId) {
    return refused(
        Reason.WRONG_STATE, agentId, "has promotion %s under way".formatted(promotionId));
  }

  private static CommandRefused archived(AgentId agentId) {
    return refused(Reason.WRONG_STATE, agentId, "is archived; restore it first");
  }

  private static CommandRefused notFound(AgentId agentId) {
    return refused(Reason.NOT_FOUND, agentId, "does not exist");
  }

  private static CommandRefused refused(Reason reason, AgentId agentId, String why) {
    return new CommandRefused(reason, "Agent %s %s".formatted(agentId, why));
  }

  private static String named(VersionRef version) {
    return "version %d (%s)".formatted(version.number(), version.hash());
  }
}
