package dev.agentledger.server.budget;

import static dev.agentledger.server.http.ProblemType.BUDGET_EXHAUSTED;

import dev.agentledger.api.Usd;
import dev.agentledger.api.budget.BudgetView;
import dev.agentledger.api.budget.FindBudget;
import dev.agentledger.api.budget.FindRunAllowance;
import dev.agentledger.api.budget.RunAllowance;
import dev.agentledger.events.agent.AgentId;
import dev.agentledger.events.agent.Limits;
import dev.agentledger.server.http.Caller;
import dev.agentledger.server.http.Problem;
import dev.agentledger.server.http.Queries;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What budgets let a new run spend. */
@Component
public class RunAllowances {

  private final Queries queries;

  RunAllowances(Queries queries) {
    this.queries = queries;
  }

  /**
   * The limits of a run of this agent for the caller: its own, with no more money than the budgets
   * of each run allow. A problem when a budget of a day or a month that limits it is spent.
   */
  public Mono<Limits> within(Caller caller, AgentId agentId, Limits limits) {
    return queries
        .ask(new FindRunAllowance(caller.tenant(), agentId, caller.name()), RunAllowance.class)
        .flatMap(
            allowance ->
                allowance.exhausted().isEmpty()
                    ? Mono.just(lowered(limits, allowance.capMicros()))
                    : refused(caller, allowance));
  }

  private static Limits lowered(Limits limits, @Nullable Long capMicros) {
    if (capMicros == null) {
      return limits;
    }
    var own = limits.costUsd() == null ? Long.MAX_VALUE : Usd.of(limits.costUsd()).micros();
    return own <= capMicros
        ? limits
        : new Limits(
            limits.timeoutMillis(),
            limits.steps(),
            limits.memoryMiB(),
            new Usd(capMicros).text(),
            limits.toolCalls(),
            limits.stepTimeoutMillis(),
            limits.stepRetries(),
            limits.stepCostUsd());
  }

  private Mono<Limits> refused(Caller caller, RunAllowance allowance) {
    return queries
        .find(new FindBudget(caller.tenant(), allowance.exhausted().getFirst()), BudgetView.class)
        .flatMap(budget -> Mono.error(exhausted(budget, allowance)));
  }

  private static Problem exhausted(BudgetView budget, RunAllowance allowance) {
    var use = Objects.requireNonNull(budget.use(), "a budget that is exhausted is counted");
    return Problem.of(
        BUDGET_EXHAUSTED,
        "Budget %s of %s US dollars for %s is spent; raise its cap, or start the run after %s"
            .formatted(budget.name(), budget.cap(), use.period(), use.periodEnds()),
        Map.of("budgets", allowance.exhausted(), "periodEnds", use.periodEnds()));
  }
}
