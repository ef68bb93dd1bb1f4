package dev.agentledger.saga.run.effect;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.agentledger.api.run.JudgedCall;
import dev.agentledger.events.agent.AgentDefinition;
import dev.agentledger.events.agent.AgentId;
import dev.agentledger.events.agent.AgentVersion;
import dev.agentledger.events.canonical.CanonicalJson;
import dev.agentledger.events.run.PinnedTool;
import dev.agentledger.events.run.RunParent;
import dev.agentledger.events.run.ToolCallRequest;
import dev.agentledger.saga.model.ToolOffer;
import dev.agentledger.saga.run.history.RunHistory;
import dev.agentledger.saga.run.plan.PeopleTool;
import dev.agentledger.saga.run.plan.PinnedVersions;
import dev.agentledger.saga.tool.Judgement;
import dev.agentledger.saga.tool.Tools;
import dev.agentledger.saga.validation.JsonSchemas;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** All that a model may call in a run: tools, other agents, people. */
@Component
public class Callables {

  private static final int REMEMBERED = 2_000;
  private static final Judgement FITS = new Judgement(null, null, null);

  private final Tools tools;
  private final PinnedVersions versions;
  private final JsonSchemas schemas;
  private final Cache<Pinned, ToolOffer> offers =
      Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  /** A tool's version never changes, and so its offer does not. */
  private record Pinned(String tenant, PinnedTool tool) {}

  public Callables(Tools tools, PinnedVersions versions, JsonSchemas schemas) {
    this.tools = tools;
    this.versions = versions;
    this.schemas = schemas;
  }

  List<ToolOffer> offers(String tenant, List<PinnedTool> pinned) throws InterruptedException {
    var all = new ArrayList<ToolOffer>(pinned.size());
    for (var tool : pinned) {
      var key = new Pinned(tenant, tool);
      var offer = offers.getIfPresent(key);
      if (offer == null) {
        offer = offer(tenant, tool);
        offers.put(key, offer);
      }
      all.add(offer);
    }
    return all;
  }

  private ToolOffer offer(String tenant, PinnedTool tool) throws InterruptedException {
    return switch (tool.kind()) {
      case HTTP, FUNCTION -> tools.offer(tenant, tool);
      case AGENT -> MemberTool.offer(tool.name(), definitionOf(tenant, tool));
      case ASK_HUMAN -> PeopleTool.ASK_HUMAN.offer();
      case HAND_OVER -> PeopleTool.HAND_OVER.offer();
      case API -> throw new IllegalStateException("No model calls " + tool.name());
    };
  }

  /** What is to be said about a call before it is decided. */
  JudgedCall judge(RunHistory history, ToolCallRequest call) throws InterruptedException {
    var judgement = judgement(history, call);
    return new JudgedCall(
        call.callId(),
        call.tool(),
        call.arguments(),
        CanonicalJson.hashOf(call.arguments()),
        judgement.problem(),
        judgement.approvalReason() == null || judgement.approvalRule() == null
            ? null
            : new JudgedCall.Hold(judgement.approvalReason(), judgement.approvalRule()));
  }

  private Judgement judgement(RunHistory history, ToolCallRequest call)
      throws InterruptedException {
    var pinned = history.requested().plan().tools();
    var tool = pinned.stream().filter(one -> one.name().equals(call.tool())).findFirst();
    if (tool.isEmpty()) {
      return problem(
          "There is no tool %s; there are: %s"
              .formatted(
                  call.tool(),
                  pinned.stream().map(PinnedTool::name).collect(Collectors.joining(", "))));
    }
    if (!(call.arguments() instanceof Map)) {
      return problem("The arguments are not a JSON object");
    }
    return switch (tool.get().kind()) {
      case HTTP, FUNCTION ->
          tools.judge(
              history.tenant(), history.requested().agentId(), tool.get(), call.arguments());
      case AGENT -> member(history, tool.get(), call.arguments());
      case ASK_HUMAN -> fits(PeopleTool.ASK_HUMAN.offer().inputSchema(), call.arguments());
      case HAND_OVER -> fits(PeopleTool.HAND_OVER.offer().inputSchema(), call.arguments());
      case API -> problem("The tool %s is not for models".formatted(call.tool()));
    };
  }

  private Judgement member(RunHistory history, PinnedTool tool, @Nullable Object arguments)
      throws InterruptedException {
    var requested = history.requested();
    var parent = requested.parent();
    if (parent != null && parent.depth() >= RunParent.DEEPEST) {
      return problem(
          "Runs are nested %d deep already, which is as deep as they may be"
              .formatted(parent.depth()));
    }
    var memberId = agentOf(tool);
    if (memberId.equals(requested.agentId())
        || (parent != null && parent.path().contains(memberId))) {
      return problem(
          "The agent %s directs this run, so it cannot be called in it".formatted(tool.name()));
    }
    return fits(MemberTool.argumentsOf(definitionOf(history.tenant(), tool)), arguments);
  }

  private AgentDefinition definitionOf(String tenant, PinnedTool member)
      throws InterruptedException {
    return memberOf(tenant, member).definition();
  }

  /** The version of the agent that the tool is. */
  AgentVersion memberOf(String tenant, PinnedTool member) throws InterruptedException {
    return versions
        .await(tenant, agentOf(member), versionOf(member))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "The version of agent %s was not found".formatted(member.name())));
  }

  static AgentId agentOf(PinnedTool member) {
    return new AgentId(Objects.requireNonNull(member.id(), "an agent has an id"));
  }

  static String versionOf(PinnedTool member) {
    return Objects.requireNonNull(member.version(), "an agent is pinned to a version");
  }

  private Judgement fits(
      Map<String, ? extends @Nullable Object> schema, @Nullable Object arguments) {
    var findings = schemas.check(schema, arguments);
    return findings.isEmpty() ? FITS : problem(PlainFindings.ofArguments(findings));
  }

  private static Judgement problem(String problem) {
    return new Judgement(problem, null, null);
  }
}
