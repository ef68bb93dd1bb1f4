package dev.agentledger.server.run;

import static dev.agentledger.server.http.ProblemType.INVALID;
import static dev.agentledger.server.http.ProblemType.WRONG_STATE;

import dev.agentledger.api.agent.AgentView;
import dev.agentledger.api.run.ListRunSteps;
import dev.agentledger.api.run.PlannedRun;
import dev.agentledger.api.run.RunStepPage;
import dev.agentledger.api.run.RunStepView;
import dev.agentledger.api.run.RunView;
import dev.agentledger.api.run.StartRun;
import dev.agentledger.api.run.StepStatus;
import dev.agentledger.api.run.StepType;
import dev.agentledger.events.agent.AgentKind;
import dev.agentledger.events.agent.AgentVersion;
import dev.agentledger.events.agent.VersionRef;
import dev.agentledger.events.run.ForkOf;
import dev.agentledger.events.run.ReplayMode;
import dev.agentledger.events.run.ReplayOf;
import dev.agentledger.events.run.RunId;
import dev.agentledger.events.run.RunMode;
import dev.agentledger.server.budget.RunAllowances;
import dev.agentledger.server.http.Caller;
import dev.agentledger.server.http.PageSize;
import dev.agentledger.server.http.Problem;
import dev.agentledger.server.http.Queries;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Turns the wish to take a recorded run again, whole or from a step on, into its command. */
@Component
class Retakes {

  private final Orders orders;
  private final Queries queries;
  private final RunAllowances allowances;

  Retakes(Orders orders, Queries queries, RunAllowances allowances) {
    this.orders = orders;
    this.queries = queries;
    this.allowances = allowances;
  }

  /** What a run needs to be taken again. */
  private record Cast(AgentView agent, AgentVersion version, PlannedRun planned) {

    VersionRef ref() {
      return version.ref();
    }
  }

  /** Starts a replay; a problem when there is no whole record to replay. */
  Mono<StartRun> replayOf(Caller caller, RunView origin, ReplayOrder order, RunId runId) {
    if (!origin.status().ended()) {
      throw Problem.of(
          WRONG_STATE,
          "Run %s has not ended; a replay needs its whole record".formatted(origin.runId()));
    }
    if (origin.replayOf() != null) {
      throw Problem.of(
          WRONG_STATE,
          "Run %s is a replay itself; replay run %s"
              .formatted(origin.runId(), origin.replayOf().runId()));
    }
    return cast(caller, origin, order.version(), null)
        .map(cast -> replay(runId, origin, cast, order));
  }

  private static StartRun replay(RunId runId, RunView origin, Cast cast, ReplayOrder order) {
    var fork = origin.forkOf();
    return new StartRun(
        runId,
        origin.agentId(),
        origin.agentSlug(),
        cast.ref(),
        cast.planned().plan(),
        RunMode.REPLAY,
        origin.input(),
        Map.of(),
        cast.planned().limits(),
        null,
        null,
        new ReplayOf(origin.runId(), Objects.requireNonNullElse(order.mode(), ReplayMode.STRICT)),
        // Its steps count on from the same one; what it takes over it has from the replayed run.
        fork == null ? null : new ForkOf(fork.runId(), fork.afterStep(), null, Map.of()),
        null);
  }

  /** Starts a fork; a problem when the old run has no such step to go on from. */
  Mono<StartRun> forkOf(Caller caller, RunView origin, ForkOrder order, RunId runId) {
    if (origin.kind() != AgentKind.CONTEXT && origin.kind() != AgentKind.ORCHESTRATOR) {
      throw Problem.of(
          WRONG_STATE,
          "Run %s asked no model, so it has no step to go on from".formatted(origin.runId()));
    }
    var changes = order.differences();
    return stepsOf(caller, origin.runId(), null)
        .doOnNext(steps -> check(origin, order, steps))
        .then(cast(caller, origin, changes.version(), changes.script()))
        .flatMap(
            cast ->
                allowances
                    .within(caller, origin.agentId(), cast.planned().limits())
                    .map(
                        limits ->
                            new StartRun(
                                runId,
                                origin.agentId(),
                                origin.agentSlug(),
                                cast.ref(),
                                cast.planned().plan(),
                                Orders.isActive(cast.agent(), cast.version())
                                    ? RunMode.PRODUCTION
                                    : RunMode.TRIAL,
                                origin.input(),
                                Objects.requireNonNullElse(order.labels(), Map.of()),
                                limits,
                                null,
                                null,
                                null,
                                new ForkOf(
                                    origin.runId(),
                                    order.afterStep(),
                                    changes.message(),
                                    changes.givenResults()),
                                changes.script())));
  }

  private static void check(RunView origin, ForkOrder order, List<RunStepView> steps) {
    var taken = steps.stream().filter(step -> step.step() == order.afterStep()).toList();
    if (taken.stream()
        .noneMatch(
            step -> step.type() == StepType.MODEL && step.status() == StepStatus.SUCCEEDED)) {
      throw Problem.of(
          INVALID,
          "afterStep: run %s has no step %d that a model answered"
              .formatted(origin.runId(), order.afterStep()));
    }
    var replaced = order.differences().givenResults().keySet();
    for (var callId : replaced) {
      if (taken.stream().noneMatch(step -> callId.equals(step.callId()))) {
        throw Problem.of(
            INVALID,
            "changes.results: step %d of run %s has no call %s"
                .formatted(order.afterStep(), origin.runId(), callId));
      }
    }
    taken.stream()
        .filter(step -> step.callId() != null && !replaced.contains(step.callId()))
        .filter(step -> !step.status().ended() || step.status() == StepStatus.ABANDONED)
        .findFirst()
        .ifPresent(
            open -> {
              throw Problem.of(
                  WRONG_STATE,
                  "Call %s of %s has no result; give one in changes.results"
                      .formatted(open.callId(), open.name()));
            });
    if (taken.stream().allMatch(step -> step.callId() == null)
        && order.differences().message() == null) {
      throw Problem.of(
          INVALID,
          "changes.message: step %d was the model's last word; say what it is to answer to"
              .formatted(order.afterStep()));
    }
  }

  private Mono<List<RunStepView>> stepsOf(Caller caller, RunId runId, @Nullable String cursor) {
    return queries
        .ask(new ListRunSteps(caller.tenant(), runId, cursor, PageSize.MOST), RunStepPage.class)
        .expand(
            page ->
                page.next() == null
                    ? Mono.empty()
                    : queries.ask(
                        new ListRunSteps(caller.tenant(), runId, page.next(), PageSize.MOST),
                        RunStepPage.class))
        .flatMapIterable(RunStepPage::items)
        .collectList();
  }

  private Mono<Cast> cast(
      Caller caller, RunView origin, @Nullable String version, @Nullable Object script) {
    return orders
        .agent(caller, origin.agentId().value())
        .flatMap(
            agent ->
                orders
                    .version(caller, agent, version == null ? origin.version().hash() : version)
                    .flatMap(
                        chosen ->
                            orders
                                .plan(caller, agent, chosen, script)
                                .map(planned -> new Cast(agent, chosen, planned))))
        .doOnNext(
            cast -> {
              if (cast.planned().plan().kind() != origin.kind()) {
                throw Problem.of(
                    INVALID,
                    "version: version %d of %s is of another kind than the run"
                        .formatted(cast.version().number(), origin.agentSlug()));
              }
            });
  }
}
