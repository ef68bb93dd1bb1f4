package dev.agentledger.saga.validation;

import dev.agentledger.api.agent.AgentStatus;
import dev.agentledger.api.agent.AgentView;
import dev.agentledger.api.agent.FindAgent;
import dev.agentledger.events.agent.AgentDefinition;
import dev.agentledger.events.agent.AgentId;
import dev.agentledger.events.agent.AgentKind;
import dev.agentledger.events.agent.Finding;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.QueryGateway;
import org.springframework.stereotype.Component;

/** What an orchestrator must be: agents that exist, and that never lead back to it. */
@Component
final class MemberRules {

  private static final int MAX_AGENTS = 500;
  private static final int SECONDS_FOR_AN_ANSWER = 10;

  private final QueryGateway queries;

  MemberRules(QueryGateway queries) {
    this.queries = queries;
  }

  List<Finding> findings(String tenant, AgentDefinition definition) {
    if (definition.members().isEmpty()) {
      return List.of(
          Findings.error(
              "/members",
              "orchestrator.members-present",
              "An orchestrator needs members.",
              "List the slugs of the agents that it directs."));
    }
    var directory = new Directory(tenant);
    var seen = new HashSet<String>();
    var findings = new ArrayList<Finding>();
    for (var index = 0; index < definition.members().size(); index++) {
      var slug = definition.members().get(index);
      var pointer = "/members/" + index;
      if (!seen.add(slug)) {
        findings.add(
            Findings.error(
                pointer,
                "orchestrator.members-unique",
                "\"%s\" is listed more than once.".formatted(slug),
                "List each member once."));
      } else if (slug.equals(definition.slug())) {
        findings.add(
            Findings.error(
                pointer,
                "orchestrator.not-itself",
                "The orchestrator is a member of itself.",
                "Remove it from its members."));
      } else {
        member(definition.slug(), slug, pointer, directory).ifPresent(findings::add);
      }
    }
    return findings;
  }

  private static Optional<Finding> member(
      String orchestrator, String slug, String pointer, Directory directory) {
    var agent = directory.find(slug);
    if (agent.isEmpty()) {
      return Optional.of(
          Findings.error(
              pointer,
              "orchestrator.members-exist",
              "There is no agent \"%s\".".formatted(slug),
              "Create it first, or correct the slug."));
    }
    if (agent.get().status() == AgentStatus.ARCHIVED) {
      return Optional.of(
          Findings.error(
              pointer,
              "orchestrator.members-exist",
              "The agent \"%s\" is archived.".formatted(slug),
              "Restore it, or choose another member."));
    }
    return wayBack(orchestrator, slug, directory)
        .map(
            way ->
                Findings.error(
                    pointer,
                    "orchestrator.no-cycle",
                    "\"%s\" leads back to the orchestrator: %s."
                        .formatted(slug, String.join(" -> ", way)),
                    "Remove one of these members, so that nobody directs itself."));
  }

  /** The shortest way along members from the orchestrator to itself. */
  private static Optional<List<String>> wayBack(
      String orchestrator, String first, Directory directory) {
    var ways = new ArrayDeque<List<String>>();
    var visited = new LinkedHashSet<String>();
    ways.add(List.of(orchestrator, first));
    while (!ways.isEmpty() && visited.size() < MAX_AGENTS) {
      var way = ways.remove();
      if (visited.add(way.getLast())) {
        for (var next : directory.membersOf(way.getLast())) {
          var longer = new ArrayList<>(way);
          longer.add(next);
          if (next.equals(orchestrator)) {
            return Optional.of(longer);
          }
          ways.add(longer);
        }
      }
    }
    return Optional.empty();
  }

  /** The agents of a tenant, each asked for once. */
  private final class Directory {

    private final String tenant;
    private final Map<String, Optional<AgentView>> known = new HashMap<>();

    private Directory(String tenant) {
      this.tenant = tenant;
    }

    Optional<AgentView> find(String slug) {
      return known.computeIfAbsent(slug, this::ask);
    }

    List<String> membersOf(String slug) {
      return find(slug)
          .map(AgentView::definition)
          .filter(definition -> definition.kind() == AgentKind.ORCHESTRATOR)
          .map(AgentDefinition::members)
          .orElse(List.of());
    }

    private Optional<AgentView> ask(String slug) {
      var query = new FindAgent(tenant, AgentId.of(tenant, slug));
      try {
        return queries
            .query(query, ResponseTypes.optionalInstanceOf(AgentView.class))
            .get(SECONDS_FOR_AN_ANSWER, TimeUnit.SECONDS);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Stopped while asking for agent " + slug, stopped);
      } catch (ExecutionException | TimeoutException failed) {
        throw new IllegalStateException("No answer about agent " + slug, failed);
      }
    }
  }
}
