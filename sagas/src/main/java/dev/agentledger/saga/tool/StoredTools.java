package dev.agentledger.saga.tool;

import dev.agentledger.api.agent.AgentView;
import dev.agentledger.api.agent.FindAgent;
import dev.agentledger.api.tool.FindTool;
import dev.agentledger.api.tool.ToolStatus;
import dev.agentledger.api.tool.ToolView;
import dev.agentledger.events.agent.AgentId;
import dev.agentledger.events.agent.HttpConfiguration;
import dev.agentledger.events.policy.ApprovalRule;
import dev.agentledger.events.run.PinnedTool;
import dev.agentledger.events.run.ToolKind;
import dev.agentledger.events.tool.ToolApproval;
import dev.agentledger.events.tool.ToolDefinition;
import dev.agentledger.events.tool.ToolForm;
import dev.agentledger.events.tool.ToolId;
import dev.agentledger.saga.model.ToolOffer;
import dev.agentledger.saga.tool.Conditions.Verdict;
import dev.agentledger.saga.validation.JsonSchemas;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The tools that were registered, called by their definitions. */
@Component
class StoredTools implements Tools {

  private final Questions questions;
  private final PinnedDefinitions definitions;
  private final JsonSchemas schemas;
  private final Conditions conditions;
  private final Calls calls;

  StoredTools(
      Questions questions,
      PinnedDefinitions definitions,
      JsonSchemas schemas,
      Conditions conditions,
      Calls calls) {
    this.questions = questions;
    this.definitions = definitions;
    this.schemas = schemas;
    this.conditions = conditions;
    this.calls = calls;
  }

  /**
   * {@inheritDoc}
   *
   * @throws UnknownTool when one is not there, or retired
   */
  @Override
  public List<PinnedTool> pin(String tenant, List<String> names) throws InterruptedException {
    var pinned = new ArrayList<PinnedTool>();
    for (var name : names) {
      pinned.add(pin(tenant, name));
    }
    return pinned;
  }

  private PinnedTool pin(String tenant, String name) throws InterruptedException {
    var toolId = ToolId.of(tenant, name);
    var tool =
        questions
            .find(new FindTool(tenant, toolId), ToolView.class)
            .filter(found -> found.status() == ToolStatus.ACTIVE)
            .orElseThrow(
                () -> new UnknownTool("There is no tool %s, or it is retired".formatted(name)));
    var definition = Objects.requireNonNull(tool.definition(), "definition");
    return new PinnedTool(
        name,
        kindOf(definition.kind()),
        toolId.value(),
        tool.latest().hash(),
        definition.effect(),
        definition.timeoutMillis(),
        definition.retries(),
        definition.approval().onExpiry());
  }

  private static ToolKind kindOf(ToolForm form) {
    return switch (form) {
      case HTTP -> ToolKind.HTTP;
      case FUNCTION -> ToolKind.FUNCTION;
    };
  }

  @Override
  public ToolOffer offer(String tenant, PinnedTool tool) throws InterruptedException {
    var definition = definitions.of(tenant, tool);
    return new ToolOffer(tool.name(), definition.description(), definition.inputSchema());
  }

  @Override
  public Judgement judge(
      String tenant, AgentId agentId, PinnedTool tool, @Nullable Object arguments)
      throws InterruptedException {
    var definition = definitions.of(tenant, tool);
    var findings = schemas.check(definition.inputSchema(), arguments);
    if (!findings.isEmpty()) {
      return new Judgement(
          "The arguments do not fit: " + Results.told(findings, "argument"), null, null);
    }
    var reason = reasonToAsk(tenant, agentId, definition, arguments);
    return new Judgement(null, reason, reason == null ? null : ruleOf(definition.approval()));
  }

  private @Nullable String reasonToAsk(
      String tenant, AgentId agentId, ToolDefinition definition, @Nullable Object arguments)
      throws InterruptedException {
    var approval = definition.approval();
    return switch (approval.need()) {
      case NEVER -> null;
      case ALWAYS -> "A person allows each call of %s".formatted(definition.name());
      case WHEN -> {
        var condition = Objects.requireNonNullElse(approval.condition(), "true");
        yield switch (conditions.judge(condition, arguments, caller(tenant, agentId))) {
          case Verdict.Said(var holds) -> holds ? "The condition holds: " + condition : null;
          case Verdict.Unjudged(var why) ->
              "The condition cannot be judged (%s): %s".formatted(why, condition);
        };
      }
    };
  }

  private Map<String, Object> caller(String tenant, AgentId agentId) throws InterruptedException {
    var caller = new TreeMap<String, Object>(Map.of("id", agentId.value()));
    questions
        .find(new FindAgent(tenant, agentId), AgentView.class)
        .ifPresent(
            agent -> {
              caller.put("slug", agent.slug());
              caller.put("name", agent.name());
              caller.put("tags", agent.tags());
            });
    return caller;
  }

  private static ApprovalRule ruleOf(ToolApproval approval) {
    var expiry = approval.expireAfter();
    return new ApprovalRule(
        approval.count(),
        approval.approver(),
        List.of(),
        expiry.dividedBy(4),
        expiry.dividedBy(2),
        expiry);
  }

  @Override
  public ToolOutcome call(ToolCall call) throws InterruptedException {
    return calls.make(call, definitions.of(call.tenant(), call.tool()));
  }

  @Override
  public ToolOutcome call(ToolCall call, HttpConfiguration http) throws InterruptedException {
    return calls.make(call, http);
  }
}
