package dev.agentledger.command.agent;

import dev.agentledger.events.agent.AgentActivated;
import dev.agentledger.events.agent.AgentArchived;
import dev.agentledger.events.agent.AgentDemoted;
import dev.agentledger.events.agent.AgentDrafted;
import dev.agentledger.events.agent.AgentEvent;
import dev.agentledger.events.agent.AgentPromotionApproved;
import dev.agentledger.events.agent.AgentPromotionRejected;
import dev.agentledger.events.agent.AgentPromotionRequested;
import dev.agentledger.events.agent.AgentPromotionWithdrawn;
import dev.agentledger.events.agent.AgentRestored;
import dev.agentledger.events.agent.AgentRevised;
import dev.agentledger.events.agent.AgentVersion;
import dev.agentledger.events.agent.VersionRef;
import org.jspecify.annotations.Nullable;

/**
 * Where an agent stands in its life, holding only what a later decision needs.
 *
 * <p>Every state but the first knows the newest version. What is drafted, asked for or approved is
 * always that one; an older one may be active beside it.
 */
sealed interface AgentState {

  /** A version, under which slug and by whom it was written. */
  record Edition(VersionRef version, String slug, String editedBy) {

    static Edition of(AgentVersion version, String editedBy) {
      return new Edition(version.ref(), version.definition().slug(), editedBy);
    }
  }

  /** The version that serves beside a newer one, and the promotion that brought it there. */
  record Serving(VersionRef version, String promotionId) {}

  record Absent() implements AgentState {}

  record Draft(Edition newest, @Nullable Serving active) implements AgentState {}

  /**
   * Somebody waits for the promotion to be approved.
   *
   * @param automatic whether the policy needs no person for it
   */
  record PromotionRequested(
      Edition newest,
      String promotionId,
      String requestedBy,
      boolean automatic,
      @Nullable Serving active)
      implements AgentState {}

  record Approved(Edition newest, String promotionId, @Nullable Serving active)
      implements AgentState {}

  /** The newest version serves. */
  record Active(Edition newest, String promotionId) implements AgentState {}

  record Archived(Edition newest) implements AgentState {}

  /**
   * The state after {@code event}; total and free of rules, because what happened cannot be
   * refused.
   */
  static AgentState evolve(AgentState state, AgentEvent event) {
    return switch (event) {
      case AgentDrafted(_, var version, var editedBy) ->
          new Draft(Edition.of(version, editedBy), null);
      case AgentRevised(_, var version, var editedBy) ->
          new Draft(Edition.of(version, editedBy), activeIn(state));
      case AgentPromotionRequested requested ->
          new PromotionRequested(
              newestIn(state),
              requested.promotionId(),
              requested.requestedBy(),
              requested.requirement().automatic(),
              activeIn(state));
      case AgentPromotionApproved approved ->
          new Approved(newestIn(state), approved.promotionId(), activeIn(state));
      case AgentPromotionRejected _, AgentPromotionWithdrawn _ ->
          new Draft(newestIn(state), activeIn(state));
      case AgentActivated activated -> new Active(newestIn(state), activated.promotionId());
      case AgentDemoted _ -> withoutActive(state);
      case AgentArchived _ -> new Archived(newestIn(state));
      case AgentRestored _ -> new Draft(newestIn(state), null);
    };
  }

  static Edition newestIn(AgentState state) {
    return switch (state) {
      case Draft(var newest, _) -> newest;
      case PromotionRequested(var newest, _, _, _, _) -> newest;
      case Approved(var newest, _, _) -> newest;
      case Active(var newest, _) -> newest;
      case Archived(var newest) -> newest;
      case Absent _ -> throw new IllegalStateException("History begins without a draft");
    };
  }

  static @Nullable Serving activeIn(AgentState state) {
    return switch (state) {
      case Draft(_, var active) -> active;
      case PromotionRequested(_, _, _, _, var active) -> active;
      case Approved(_, _, var active) -> active;
      case Active(var newest, var promotionId) -> new Serving(newest.version(), promotionId);
      case Absent _, Archived _ -> null;
    };
  }

  private static AgentState withoutActive(AgentState state) {
    return switch (state) {
      case Draft(var newest, _) -> new Draft(newest, null);
      case PromotionRequested(var newest, var promotionId, var requestedBy, var automatic, _) ->
          new PromotionRequested(newest, promotionId, requestedBy, automatic, null);
      case Approved(var newest, var promotionId, _) -> new Approved(newest, promotionId, null);
      case Active(var newest, _) -> new Draft(newest, null);
      case Absent _, Archived _ -> state;
    };
  }
}
