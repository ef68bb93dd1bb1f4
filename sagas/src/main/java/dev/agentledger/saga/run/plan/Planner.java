package dev.agentledger.saga.run.plan;

import dev.agentledger.api.run.PlannedRun;
import dev.agentledger.events.agent.AgentDefinition;
import dev.agentledger.events.agent.AgentId;
import dev.agentledger.events.agent.AgentVersion;
import dev.agentledger.events.agent.Finding;
import dev.agentledger.events.agent.Finding.Severity;
import dev.agentledger.events.run.PinnedTool;
import dev.agentledger.events.run.RunPlan;
import dev.agentledger.events.run.ToolKind;
import dev.agentledger.events.tool.OnExpiry;
import dev.agentledger.events.tool.ToolEffect;
import dev.agentledger.saga.model.Models;
import dev.agentledger.saga.model.UnknownModel;
import dev.agentledger.saga.tool.Tools;
import dev.agentledger.saga.tool.UnknownTool;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Pins all that a version needs to run, as it is at this moment, or says what is missing. */
@Component
public class Planner {

  private static final String REQUEST = "request";
  private static final int RETRIES_OF_REQUESTS = 2;

  private final Models models;
  private final Tools tools;
  private final Members members;
  private final RunDefaults defaults;

  public Planner(Models models, Tools tools, Members members, RunDefaults defaults) {
    this.models = models;
    this.tools = tools;
    this.members = members;
    this.defaults = defaults;
  }

  /**
   * How the version would run.
   *
   * @param script what the rehearsal provider is to answer
   */
  public PlannedRun plan(
      String tenant, AgentId agentId, AgentVersion version, @Nullable Object script)
      throws InterruptedException {
    var definition = version.definition();
    var limits = defaults.fill(definition.kind(), definition.limits());
    var findings = new ArrayList<Finding>();
    var plan =
        switch (definition.kind()) {
          case FUNCTION -> RunPlan.OF_CODE;
          case API ->
              new RunPlan(
                  definition.kind(),
                  List.of(),
                  List.of(
                      request(
                          definition,
                          Objects.requireNonNull(limits.stepTimeoutMillis(), "filled in"))),
                  0);
          case CONTEXT, ORCHESTRATOR ->
              new RunPlan(
                  definition.kind(),
                  modelsOf(definition, findings),
                  toolsOf(tenant, agentId, definition, findings),
                  defaults.repairs(
                      definition.model() == null ? null : definition.model().repairs()));
        };
    findings.addAll(Scripts.findings(script, plan));
    return new PlannedRun(plan, limits, findings);
  }

  private static PinnedTool request(AgentDefinition definition, int timeoutMillis) {
    var http = Objects.requireNonNull(definition.http(), "an api agent has it");
    var effect =
        switch (http.method()) {
          case "GET", "HEAD", "OPTIONS" -> ToolEffect.READ;
          case "PUT", "DELETE" -> ToolEffect.IDEMPOTENT;
          default -> ToolEffect.EFFECTFUL;
        };
    return new PinnedTool(
        REQUEST,
        ToolKind.API,
        null,
        null,
        effect,
        timeoutMillis,
        effect == ToolEffect.EFFECTFUL ? 0 : RETRIES_OF_REQUESTS,
        OnExpiry.FAIL);
  }

  private List<String> modelsOf(AgentDefinition definition, List<Finding> findings) {
    var settings = definition.model();
    var resolved = new ArrayList<String>();
    resolve(settings == null ? null : settings.name(), "/model/name", resolved, findings);
    var fallbacks = settings == null ? List.<String>of() : settings.fallbacks();
    for (var index = 0; index < fallbacks.size(); index++) {
      resolve(fallbacks.get(index), "/model/fallbacks/" + index, resolved, findings);
    }
    return resolved.stream().distinct().toList();
  }

  private void resolve(
      @Nullable String name, String pointer, List<String> resolved, List<Finding> findings) {
    try {
      resolved.add(models.resolve(name));
    } catch (UnknownModel unknown) {
      findings.add(
          error(
              pointer,
              "run.model-known",
              String.valueOf(unknown.getMessage()),
              "Name a model that a configured provider serves."));
    }
  }

  private List<PinnedTool> toolsOf(
      String tenant, AgentId agentId, AgentDefinition definition, List<Finding> findings)
      throws InterruptedException {
    var pinned = new ArrayList<PinnedTool>();
    for (var index = 0; index < definition.tools().size(); index++) {
      var name = definition.tools().get(index);
      var people = PeopleTool.named(name).map(PeopleTool::pinned);
      if (people.isPresent()) {
        pinned.add(people.get());
      } else {
        try {
          pinned.addAll(tools.pin(tenant, List.of(name)));
        } catch (UnknownTool unknown) {
          findings.add(
              error(
                  "/tools/" + index,
                  "run.tool-known",
                  String.valueOf(unknown.getMessage()),
                  "Register the tool, restore it, or remove it from the agent."));
        }
      }
    }
    pinned.addAll(members.pin(tenant, agentId, definition, findings));
    var names = new HashSet<String>();
    pinned.stream()
        .map(PinnedTool::name)
        .filter(Predicate.not(names::add))
        .forEach(
            name ->
                findings.add(
                    error(
                        "/tools",
                        "run.tool-names-unique",
                        "Two of what the agent may call are named \"%s\".".formatted(name),
                        "Remove one of them.")));
    return pinned;
  }

  static Finding error(String pointer, String rule, String message, String action) {
    return new Finding(pointer, rule, Severity.ERROR, message, action);
  }
}
