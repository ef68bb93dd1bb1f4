package dev.agentledger.query.agent;

import dev.agentledger.api.agent.AgentStatus;
import dev.agentledger.api.agent.AgentView;
import dev.agentledger.api.agent.AgentView.Candidate;
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
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an agent looks after each event; the same for the directory and for any moment of the past.
 */
final class AgentViewEvolution {

  private AgentViewEvolution() {}

  /** The agent, with the definition of its latest version, after one more event. */
  static AgentView evolve(
      @Nullable AgentView agent, AgentEvent event, Instant when, String who, long sequence) {
    if (agent == null) {
      if (event instanceof AgentDrafted drafted) {
        return created(drafted, when, who, sequence);
      }
      throw new IllegalStateException(
          "The history of agent %s does not begin with a draft".formatted(event.agentId()));
    }
    var at = new Step(agent, when, who, sequence);
    return switch (event) {
      case AgentDrafted drafted -> at.revised(drafted.version());
      case AgentRevised revised -> at.revised(revised.version());
      case AgentPromotionRequested requested ->
          at.moved(
              agent.active(),
              new Candidate(
                  AgentStatus.PROMOTION_REQUESTED,
                  requested.version(),
                  requested.promotionId(),
                  requested.requestedBy(),
                  lastRejectionOf(requested.version(), agent.candidate())));
      case AgentPromotionApproved _ -> at.moved(agent.active(), approved(agent.candidate()));
      case AgentPromotionRejected rejected ->
          at.moved(agent.active(), backToDraft(agent.candidate(), rejected.reason()));
      case AgentPromotionWithdrawn _ ->
          at.moved(agent.active(), backToDraft(agent.candidate(), null));
      case AgentActivated activated ->
          at.moved(activated.version(), besides(activated.version(), agent.candidate()));
      case AgentDemoted demoted ->
          at.moved(null, agent.candidate() == null ? draft(demoted.version()) : agent.candidate());
      case AgentArchived _ -> at.archived();
      case AgentRestored restored -> at.moved(null, draft(restored.version()));
    };
  }

  private static AgentView created(AgentDrafted drafted, Instant when, String who, long sequence) {
    var definition = drafted.version().definition();
    return new AgentView(
        drafted.agentId(),
        definition.slug(),
        definition.name(),
        definition.description(),
        definition.kind(),
        definition.tags(),
        AgentStatus.DRAFT,
        drafted.version().ref(),
        null,
        draft(drafted.version().ref()),
        sequence,
        when,
        who,
        when,
        who,
        definition);
  }

  private static Candidate draft(VersionRef version) {
    return new Candidate(AgentStatus.DRAFT, version, null, null, null);
  }

  private static @Nullable Candidate approved(@Nullable Candidate candidate) {
    return candidate == null
        ? null
        : new Candidate(
            AgentStatus.APPROVED,
            candidate.version(),
            candidate.promotionId(),
            candidate.requestedBy(),
            candidate.lastRejection());
  }

  private static @Nullable Candidate backToDraft(
      @Nullable Candidate candidate, @Nullable String rejection) {
    return candidate == null
        ? null
        : new Candidate(AgentStatus.DRAFT, candidate.version(), null, null, rejection);
  }

  private static @Nullable Candidate besides(VersionRef active, @Nullable Candidate candidate) {
    return candidate == null || candidate.version().equals(active) ? null : candidate;
  }

  private static @Nullable String lastRejectionOf(
      VersionRef version, @Nullable Candidate candidate) {
    return candidate != null && candidate.version().equals(version)
        ? candidate.lastRejection()
        : null;
  }

  /** The agent as it was, and the event that changes it. */
  private record Step(AgentView agent, Instant when, String who, long sequence) {

    AgentView revised(AgentVersion version) {
      var definition = version.definition();
      return new AgentView(
          agent.agentId(),
          definition.slug(),
          definition.name(),
          definition.description(),
          definition.kind(),
          definition.tags(),
          agent.active() == null ? AgentStatus.DRAFT : AgentStatus.ACTIVE,
          version.ref(),
          agent.active(),
          draft(version.ref()),
          sequence,
          agent.createdAt(),
          agent.createdBy(),
          when,
          who,
          definition);
    }

    AgentView moved(@Nullable VersionRef active, @Nullable Candidate candidate) {
      if (active != null) {
        return with(AgentStatus.ACTIVE, active, candidate);
      }
      return with(candidate == null ? agent.status() : candidate.status(), null, candidate);
    }

    AgentView archived() {
      return with(AgentStatus.ARCHIVED, null, null);
    }

    private AgentView with(
        AgentStatus status, @Nullable VersionRef active, @Nullable Candidate candidate) {
      return new AgentView(
          agent.agentId(),
          agent.slug(),
          agent.name(),
          agent.description(),
          agent.kind(),
          agent.tags(),
          status,
          agent.latest(),
          active,
          candidate,
          sequence,
          agent.createdAt(),
          agent.createdBy(),
          when,
          who,
          agent.definition());
    }
  }
}
