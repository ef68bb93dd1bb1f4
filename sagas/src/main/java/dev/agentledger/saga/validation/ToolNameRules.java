package dev.agentledger.saga.validation;

import dev.agentledger.api.tool.FindTool;
import dev.agentledger.api.tool.ToolStatus;
import dev.agentledger.api.tool.ToolView;
import dev.agentledger.events.agent.AgentDefinition;
import dev.agentledger.events.agent.Finding;
import dev.agentledger.events.tool.ToolId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.QueryGateway;
import org.springframework.stereotype.Component;

/** What an agent may name as its tools: tools that are there. */
@Component
public final class ToolNameRules {

  /** What every agent may call without naming it; no tool may be called so. */
  public static final Set<String> BUILT_IN = Set.of("ask_human", "hand_over");

  private static final int SECONDS_FOR_AN_ANSWER = 10;

  private final QueryGateway queries;

  ToolNameRules(QueryGateway queries) {
    this.queries = queries;
  }

  List<Finding> findings(String tenant, AgentDefinition definition) {
    var findings = new ArrayList<Finding>();
    for (var index = 0; index < definition.tools().size(); index++) {
      var name = definition.tools().get(index);
      var pointer = "/tools/" + index;
      if (BUILT_IN.contains(name)) {
        continue;
      }
      var tool = ask(tenant, name);
      if (tool.isEmpty()) {
        findings.add(
            Findings.error(
                pointer,
                "tools.known",
                "There is no tool \"%s\".".formatted(name),
                "Register it, or correct the name."));
      } else if (tool.get().status() == ToolStatus.RETIRED) {
        findings.add(
            Findings.error(
                pointer,
                "tools.not-retired",
                "The tool \"%s\" is retired.".formatted(name),
                "Restore it, or name another."));
      }
    }
    return findings;
  }

  private Optional<ToolView> ask(String tenant, String name) {
    var query = new FindTool(tenant, ToolId.of(tenant, name));
    try {
      return queries
          .query(query, ResponseTypes.optionalInstanceOf(ToolView.class))
          .get(SECONDS_FOR_AN_ANSWER, TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Stopped while asking for tool " + name, stopped);
    } catch (ExecutionException | TimeoutException failed) {
      throw new IllegalStateException("No answer about tool " + name, failed);
    }
  }
}
