package dev.agentledger.api.agent;

import dev.agentledger.events.agent.AgentDefinition;
import dev.agentledger.events.agent.AgentId;
import dev.agentledger.events.agent.AgentKind;
import dev.agentledger.events.agent.VersionRef;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An agent as readers see it.
 *
 * @param status {@code ACTIVE} whenever a version serves, whatever happens to a draft beside it
 * @param latest the newest version
 * @param active the version that serves, if any
 * @param candidate the version on its way to service, if any: a draft, requested or approved
 * @param streamVersion version of the agent's stream that this view shows; its ETag
 * @param definition of the latest version, or of the one that was asked for; absent in lists
 */
public record AgentView(
    AgentId agentId,
    String slug,
    String name,
    @Nullable String description,
    AgentKind kind,
    List<String> tags,
    AgentStatus status,
    VersionRef latest,
    @Nullable VersionRef active,
    @Nullable Candidate candidate,
    long streamVersion,
    Instant createdAt,
    String createdBy,
    Instant updatedAt,
    String updatedBy,
    @Nullable AgentDefinition definition) {

  /**
   * A version on its way to service.
   *
   * @param status draft, promotion-requested or approved
   * @param lastRejection why the last promotion of this version was turned down
   */
  public record Candidate(
      AgentStatus status,
      VersionRef version,
      @Nullable String promotionId,
      @Nullable String requestedBy,
      @Nullable String lastRejection) {}

  public AgentView {
    tags = List.copyOf(tags);
  }

  /** The same agent as it stands in a list. */
  public AgentView withoutDefinition() {
    return withDefinition(null);
  }

  public AgentView withDefinition(@Nullable AgentDefinition shown) {
    return new AgentView(
        agentId,
        slug,
        name,
        description,
        kind,
        tags,
        status,
        latest,
        active,
        candidate,
        streamVersion,
        createdAt,
        createdBy,
        updatedAt,
        updatedBy,
        shown);
  }
}
