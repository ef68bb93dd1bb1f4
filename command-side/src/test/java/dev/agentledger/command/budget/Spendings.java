package dev.agentledger.command.budget;

import static dev.agentledger.events.EventSamples.ADA;
import static dev.agentledger.events.EventSamples.AGENT;
import static dev.agentledger.events.EventSamples.BUDGETS;
import static dev.agentledger.events.EventSamples.RUN;

import dev.agentledger.api.budget.BudgetCommand;
import dev.agentledger.api.budget.ReserveSpending;
import dev.agentledger.api.budget.SetBudget;
import dev.agentledger.api.budget.SettleSpending;
import dev.agentledger.events.budget.AtCap;
import dev.agentledger.events.budget.Budget;
import dev.agentledger.events.budget.BudgetCharge;
import dev.agentledger.events.budget.BudgetScope;
import dev.agentledger.events.budget.BudgetSettled;
import dev.agentledger.events.budget.BudgetWindow;
import dev.agentledger.events.run.RunId;
import java.time.Instant;
import java.util.List;

/** Budgets and spending that the tests of this package tell of. */
final class Spendings {

  static final Instant NOW = Instant.parse("2026-01-15T23:59:00Z");
  static final Instant TOMORROW = Instant.parse("2026-01-16T00:01:00Z");

  static final Budget DAILY =
      new Budget("daily", BudgetScope.WHOLE_PROJECT, BudgetWindow.DAY, 100, AtCap.SUSPEND);
  static final Budget MONTHLY =
      new Budget("monthly", BudgetScope.WHOLE_PROJECT, BudgetWindow.MONTH, 1_000, AtCap.FAIL);
  static final Budget OF_ADA =
      new Budget("of-ada", BudgetScope.ofUser(ADA), BudgetWindow.DAY, 70, AtCap.FAIL);
  static final Budget OF_EACH_RUN =
      new Budget("each-run", BudgetScope.WHOLE_PROJECT, BudgetWindow.RUN, 10, AtCap.FAIL);

  static final BudgetCharge TODAY_OF_DAILY = new BudgetCharge("daily", "2026-01-15");
  static final BudgetCharge TOMORROW_OF_DAILY = new BudgetCharge("daily", "2026-01-16");

  static final BudgetCharge THIS_MONTH_OF_MONTHLY = new BudgetCharge("monthly", "2026-01");

  static final RunId ANOTHER_RUN = new RunId("run_2");

  private Spendings() {}

  static Budget capped(Budget budget, long cap) {
    return new Budget(budget.name(), budget.scope(), budget.window(), cap, budget.atCap());
  }

  static ReserveSpending reserve(String id, long amount, Instant at) {
    return reserve(id, RUN, ADA, amount, at, null);
  }

  static ReserveSpending reserve(
      String id, RunId run, String user, long amount, Instant at, String supersedes) {
    return new ReserveSpending(BUDGETS, id, run, AGENT, user, amount, at, supersedes);
  }

  static SetBudget set(Budget budget) {
    return new SetBudget(BUDGETS, budget, null, null);
  }

  static SettleSpending settle(String id, long amount) {
    return new SettleSpending(BUDGETS, id, amount);
  }

  static BudgetSettled settled(String id, long reserved, long amount, boolean assumed) {
    return new BudgetSettled(BUDGETS, id, RUN, reserved, amount, assumed, List.of(TODAY_OF_DAILY));
  }

  /** The state after these commands from the beginning. */
  static BudgetState after(BudgetCommand... commands) {
    return after(BudgetState.EMPTY, commands);
  }

  static BudgetState after(BudgetState state, BudgetCommand... commands) {
    var now = state;
    for (var command : commands) {
      for (var fact : BudgetDecisions.decide(now, command)) {
        now = BudgetState.evolve(now, fact);
      }
    }
    return now;
  }
}
