package dev.agentledger.saga.run.plan;

import dev.agentledger.api.agent.AgentStatus;
import dev.agentledger.api.agent.AgentView;
import dev.agentledger.api.agent.FindAgent;
import dev.agentledger.events.agent.AgentDefinition;
import dev.agentledger.events.agent.AgentId;
import dev.agentledger.events.agent.AgentKind;
import dev.agentledger.events.agent.Finding;
import dev.agentledger.events.run.PinnedTool;
import dev.agentledger.events.run.ToolKind;
import dev.agentledger.events.tool.OnExpiry;
import dev.agentledger.events.tool.ToolEffect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.DefaultQueryGateway;
import org.axonframework.queryhandling.QueryBus;
import org.axonframework.queryhandling.QueryGateway;
import org.springframework.stereotype.Component;

/**
 * The agents that an orchestrator directs, each pinned as a tool in the version that serves now.
 */
@Component
public class Members {

  private static final long SECONDS_TO_ANSWER = 10;

  private final QueryGateway queries;

  public Members(QueryBus queries) {
    this.queries = DefaultQueryGateway.builder().queryBus(queries).build();
  }

  List<PinnedTool> pin(
      String tenant, AgentId orchestrator, AgentDefinition definition, List<Finding> findings)
      throws InterruptedException {
    var pinned = new ArrayList<PinnedTool>();
    if (definition.kind() != AgentKind.ORCHESTRATOR) {
      return pinned;
    }
    for (var index = 0; index < definition.members().size(); index++) {
      var slug = definition.members().get(index);
      var agentId = AgentId.of(tenant, slug);
      var agent = find(new FindAgent(tenant, agentId));
      var problem = problemOf(slug, agentId, orchestrator, agent);
      if (problem.isPresent()) {
        findings.add(
            Planner.error(
                "/members/" + index,
                "run.member-serves",
                problem.get(),
                "Give it an active version, or choose another member."));
      } else {
        agent
            .map(AgentView::active)
            .map(active -> tool(slug, agentId, active.hash()))
            .ifPresent(pinned::add);
      }
    }
    return pinned;
  }

  private static Optional<String> problemOf(
      String slug, AgentId agentId, AgentId orchestrator, Optional<AgentView> agent) {
    if (agent.isEmpty()) {
      return Optional.of("There is no agent \"%s\".".formatted(slug));
    }
    if (agentId.equals(orchestrator)) {
      return Optional.of("The orchestrator is a member of itself.");
    }
    if (agent.get().status() == AgentStatus.ARCHIVED) {
      return Optional.of("The agent \"%s\" is archived.".formatted(slug));
    }
    return agent.get().active() == null
        ? Optional.of("The agent \"%s\" has no active version.".formatted(slug))
        : Optional.empty();
  }

  /** To start a member's run again is harmless, and its failure is the member's own to retry. */
  private static PinnedTool tool(String slug, AgentId agentId, String hash) {
    return new PinnedTool(
        slug.replace('-', '_'),
        ToolKind.AGENT,
        agentId.value(),
        hash,
        ToolEffect.READ,
        0,
        0,
        OnExpiry.REJECT);
  }

  private Optional<AgentView> find(FindAgent query) throws InterruptedException {
    try {
      return queries
          .query(query, ResponseTypes.optionalInstanceOf(AgentView.class))
          .get(SECONDS_TO_ANSWER, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException failure) {
      throw new IllegalStateException("The agent could not be asked for", failure);
    }
  }
}
