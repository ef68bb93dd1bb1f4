package dev.agentledger.saga.approval;

import dev.agentledger.api.agent.AgentVersionView;
import dev.agentledger.api.agent.FindAgentVersion;
import dev.agentledger.api.tool.FindToolVersion;
import dev.agentledger.api.tool.ToolVersionView;
import dev.agentledger.events.agent.AgentDefinition;
import dev.agentledger.events.agent.AgentId;
import dev.agentledger.events.run.PinnedTool;
import dev.agentledger.events.tool.ToolDefinition;
import dev.agentledger.events.tool.ToolId;
import dev.agentledger.saga.run.history.RunHistory;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.QueryGateway;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the tools of a run take and give, in the versions that it is pinned to. */
@Component
final class PinnedSchemas {

  private static final int SECONDS_FOR_AN_ANSWER = 10;

  private final QueryGateway queries;

  PinnedSchemas(QueryGateway queries) {
    this.queries = queries;
  }

  /** Of what the tool takes; anything when empty. */
  Optional<Map<String, @Nullable Object>> ofArguments(RunHistory run, PinnedTool tool) {
    return switch (tool.kind()) {
      case HTTP, FUNCTION -> Optional.of(definition(run, tool).inputSchema());
      case API -> Optional.ofNullable(ownDefinition(run).inputSchema());
      case AGENT, ASK_HUMAN, HAND_OVER -> Optional.empty();
    };
  }

  /** Of what the tool gives; anything when empty. */
  Optional<Map<String, @Nullable Object>> ofResult(RunHistory run, PinnedTool tool) {
    return switch (tool.kind()) {
      case HTTP, FUNCTION -> Optional.ofNullable(definition(run, tool).outputSchema());
      case API -> Optional.ofNullable(ownDefinition(run).outputSchema());
      case AGENT -> Optional.ofNullable(member(run, tool).outputSchema());
      case ASK_HUMAN, HAND_OVER -> Optional.empty();
    };
  }

  private ToolDefinition definition(RunHistory run, PinnedTool tool) {
    return Objects.requireNonNull(
        ask(
                new FindToolVersion(run.tenant(), new ToolId(idOf(tool)), versionOf(tool)),
                ToolVersionView.class)
            .definition(),
        "a single version has it");
  }

  private AgentDefinition member(RunHistory run, PinnedTool tool) {
    return definition(run, new AgentId(idOf(tool)), versionOf(tool));
  }

  private AgentDefinition ownDefinition(RunHistory run) {
    return definition(run, run.requested().agentId(), run.requested().version().hash());
  }

  private AgentDefinition definition(RunHistory run, AgentId agentId, String version) {
    return Objects.requireNonNull(
        ask(new FindAgentVersion(run.tenant(), agentId, version), AgentVersionView.class)
            .definition(),
        "a single version has it");
  }

  private static String idOf(PinnedTool tool) {
    return Objects.requireNonNull(tool.id(), "what is not built in has an id");
  }

  private static String versionOf(PinnedTool tool) {
    return Objects.requireNonNull(tool.version(), "what is not built in has a version");
  }

  private <V> V ask(Object query, Class<V> view) {
    try {
      return queries
          .query(query, ResponseTypes.optionalInstanceOf(view))
          .get(SECONDS_FOR_AN_ANSWER, TimeUnit.SECONDS)
          .orElseThrow(() -> new IllegalStateException("Not to be found: " + query));
    } catch (ExecutionException | TimeoutException failure) {
      throw new IllegalStateException("Could not be asked for: " + query, failure);
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted before the answer came", interruption);
    }
  }
}
