package dev.agentledger.server.conversation;

import static dev.agentledger.server.http.ProblemType.NOT_FOUND;
import static dev.agentledger.server.http.ProblemType.WRONG_STATE;

import dev.agentledger.api.agent.AgentStatus;
import dev.agentledger.api.agent.AgentVersionView;
import dev.agentledger.api.agent.AgentView;
import dev.agentledger.api.agent.FindAgent;
import dev.agentledger.api.agent.FindAgentVersion;
import dev.agentledger.events.agent.AgentId;
import dev.agentledger.events.agent.VersionRef;
import dev.agentledger.server.http.Caller;
import dev.agentledger.server.http.Problem;
import dev.agentledger.server.http.Queries;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Finds the agents that people talk to. */
@Component
public class ChatAgents {

  private static final String ACTIVE = "active";

  private final Queries queries;

  ChatAgents(Queries queries) {
    this.queries = queries;
  }

  /** An agent and the version that answers. */
  public record Found(AgentView agent, AgentVersionView version, boolean pinned) {

    /** The version, if it is to answer whatever is active. */
    public @Nullable VersionRef pin() {
      return pinned ? new VersionRef(version.number(), version.hash()) : null;
    }
  }

  /**
   * The agent and the version; a problem when there is none that can answer.
   *
   * @param wanted as in a request
   */
  public Mono<Found> find(Caller caller, String idOrSlug, @Nullable String wanted) {
    var agentId = AgentId.fromIdOrSlug(caller.tenant(), idOrSlug);
    var name =
        switch (wanted) {
          case null -> ACTIVE;
          case "draft" -> "latest";
          default -> wanted;
        };
    return queries
        .find(new FindAgent(caller.tenant(), agentId), AgentView.class)
        .switchIfEmpty(Mono.error(() -> Problem.of(NOT_FOUND, "There is no agent " + idOrSlug)))
        .doOnNext(ChatAgents::requireInService)
        .flatMap(
            agent ->
                queries
                    .find(
                        new FindAgentVersion(caller.tenant(), agentId, name),
                        AgentVersionView.class)
                    .map(version -> new Found(agent, version, !name.equals(ACTIVE)))
                    .switchIfEmpty(Mono.error(() -> missing(agent, name))));
  }

  private static void requireInService(AgentView agent) {
    if (agent.status() == AgentStatus.ARCHIVED) {
      throw Problem.of(
          WRONG_STATE, "Agent %s is archived; restore it first".formatted(agent.slug()));
    }
  }

  private static Problem missing(AgentView agent, String name) {
    return name.equals(ACTIVE)
        ? Problem.of(
            WRONG_STATE,
            "Agent %s has no active version; promote one, or name the version to try"
                .formatted(agent.slug()))
        : Problem.of(NOT_FOUND, "There is no version %s of agent %s".formatted(name, agent.slug()));
  }
}
