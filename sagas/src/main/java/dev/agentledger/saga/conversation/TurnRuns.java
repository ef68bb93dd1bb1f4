package dev.agentledger.saga.conversation;

import static java.util.stream.Collectors.joining;

import dev.agentledger.api.Usd;
import dev.agentledger.api.agent.AgentStatus;
import dev.agentledger.api.agent.AgentVersionView;
import dev.agentledger.api.agent.AgentView;
import dev.agentledger.api.agent.FindAgent;
import dev.agentledger.api.agent.FindAgentVersion;
import dev.agentledger.api.budget.FindRunAllowance;
import dev.agentledger.api.budget.RunAllowance;
import dev.agentledger.api.conversation.ChatInput;
import dev.agentledger.api.conversation.ChatMessage;
import dev.agentledger.api.conversation.ReadChat;
import dev.agentledger.api.run.PlanRun;
import dev.agentledger.api.run.PlannedRun;
import dev.agentledger.api.run.StartRun;
import dev.agentledger.events.agent.AgentDefinition;
import dev.agentledger.events.agent.AgentKind;
import dev.agentledger.events.agent.Finding;
import dev.agentledger.events.agent.Limits;
import dev.agentledger.events.agent.VersionRef;
import dev.agentledger.events.conversation.ConversationId;
import dev.agentledger.events.conversation.ConversationOpened;
import dev.agentledger.events.run.ConversationTurn;
import dev.agentledger.events.run.RunError;
import dev.agentledger.events.run.RunId;
import dev.agentledger.events.run.RunMode;
import dev.agentledger.events.run.RunPlan;
import dev.agentledger.saga.conversation.TurnRuns.Answerer.Missing;
import dev.agentledger.saga.conversation.TurnRuns.Answerer.Ready;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.DefaultQueryGateway;
import org.axonframework.queryhandling.QueryBus;
import org.axonframework.queryhandling.QueryGateway;
import org.springframework.stereotype.Component;

/** Finds out how a turn would be answered now: by which version, with what as its input. */
@Component
public class TurnRuns {

  private static final long SECONDS_TO_ANSWER = 10;
  private static final String ACTIVE = "active";

  /**
   * What instructs the agent's own model to sum up; the conversation is told before it, as before
   * any turn.
   */
  private static final String SUM_UP =
      """
      Sum up our conversation so far in at most 200 words, so that you can go on with it from the \
      summary alone. Keep names, numbers, decisions, promises and open questions. Answer with the \
      summary and nothing else.\
      """;

  private final QueryGateway queries;

  public TurnRuns(QueryBus queries) {
    this.queries = DefaultQueryGateway.builder().queryBus(queries).build();
  }

  /** The version that answers and its plan; or why nothing can answer. */
  sealed interface Answerer {

    /** Everything is there. */
    record Ready(AgentView agent, AgentVersionView version, PlannedRun planned)
        implements Answerer {

      AgentDefinition definition() {
        return Objects.requireNonNull(version.definition(), "a single version has it");
      }

      /** Whether its model can say something in plain words. */
      boolean speaks() {
        return !planned.plan().models().isEmpty() && definition().outputSchema() == null;
      }
    }

    /** Something is missing. */
    record Missing(RunError error) implements Answerer {}
  }

  /**
   * Who answers now.
   *
   * @param person who said what is to be answered, and bears the cost
   */
  Answerer answererOf(String tenant, ConversationOpened opened, String person) {
    var slug = opened.agentSlug();
    var agent = find(new FindAgent(tenant, opened.agentId()), AgentView.class);
    if (agent.isEmpty()) {
      return missing("agent-missing", "There is no agent %s".formatted(slug));
    }
    if (agent.get().status() == AgentStatus.ARCHIVED) {
      return missing("agent-archived", "Agent %s is archived".formatted(slug));
    }
    var wanted = opened.version() == null ? ACTIVE : opened.version().hash();
    var version =
        find(new FindAgentVersion(tenant, opened.agentId(), wanted), AgentVersionView.class);
    if (version.isEmpty()) {
      return missing("version-missing", "Agent %s has no %s version".formatted(slug, wanted));
    }
    var planned =
        ask(new PlanRun(tenant, opened.agentId(), version.get().hash(), null), PlannedRun.class);
    if (!planned.runnable()) {
      return missing(
          "not-runnable", planned.findings().stream().map(Finding::message).collect(joining("; ")));
    }
    var allowance = ask(new FindRunAllowance(tenant, opened.agentId(), person), RunAllowance.class);
    return allowance.exhausted().isEmpty()
        ? new Ready(agent.get(), version.get(), within(allowance, planned))
        : missing(
            "budget",
            "These budgets are spent: %s".formatted(String.join(", ", allowance.exhausted())));
  }

  private static PlannedRun within(RunAllowance allowance, PlannedRun planned) {
    var cap = allowance.capMicros();
    var limits = planned.limits();
    if (cap == null || (limits.costUsd() != null && Usd.of(limits.costUsd()).micros() <= cap)) {
      return planned;
    }
    return new PlannedRun(
        planned.plan(),
        new Limits(
            limits.timeoutMillis(),
            limits.steps(),
            limits.memoryMiB(),
            new Usd(cap).text(),
            limits.toolCalls(),
            limits.stepTimeoutMillis(),
            limits.stepRetries(),
            limits.stepCostUsd()),
        planned.findings());
  }

  /** The agent's input that says what the turn says; findings when there is none. */
  ChatInput inputOf(Ready ready, String content) {
    return ask(
        new ReadChat(ready.definition(), List.of(ChatMessage.user(content))), ChatInput.class);
  }

  StartRun answering(ConversationId id, String turnId, long sequence, Ready ready, Object input) {
    return start(
        id.runOf(turnId),
        ready,
        ready.planned().plan(),
        input,
        Map.of("conversation", id.value()),
        new ConversationTurn(id.value(), turnId, sequence));
  }

  StartRun summing(ConversationId id, String turnId, Room room, Ready ready) {
    return start(
        id.summaryRunBefore(turnId),
        ready,
        new RunPlan(AgentKind.CONTEXT, ready.planned().plan().models(), List.of(), 0),
        SUM_UP,
        Map.of("conversation", id.value(), "purpose", "summary"),
        new ConversationTurn(id.value(), turnId, room.last()));
  }

  private static StartRun start(
      RunId runId,
      Ready ready,
      RunPlan plan,
      Object input,
      Map<String, String> labels,
      ConversationTurn turn) {
    var agent = ready.agent();
    var version = ready.version();
    var active = agent.active();
    return new StartRun(
        runId,
        agent.agentId(),
        agent.slug(),
        new VersionRef(version.number(), version.hash()),
        plan,
        active != null && active.hash().equals(version.hash()) ? RunMode.PRODUCTION : RunMode.TRIAL,
        input,
        labels,
        ready.planned().limits(),
        null,
        turn,
        null,
        null,
        null);
  }

  private static Missing missing(String kind, String message) {
    return new Missing(new RunError(kind, message, null));
  }

  private <T> Optional<T> find(Object query, Class<T> answer) {
    return await(queries.query(query, ResponseTypes.optionalInstanceOf(answer)));
  }

  private <T> T ask(Object query, Class<T> answer) {
    return await(queries.query(query, ResponseTypes.instanceOf(answer)));
  }

  private static <T> T await(CompletableFuture<T> answer) {
    try {
      return answer.get(SECONDS_TO_ANSWER, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException failure) {
      throw new IllegalStateException("The agent could not be asked for", failure);
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted before the agent was found", interruption);
    }
  }
}
