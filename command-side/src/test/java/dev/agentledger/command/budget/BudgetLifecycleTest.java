package dev.agentledger.command.budget;

import static dev.agentledger.command.budget.Spendings.DAILY;
import static dev.agentledger.command.budget.Spendings.NOW;
import static dev.agentledger.command.budget.Spendings.reserve;
import static dev.agentledger.events.EventSamples.BUDGETS;
import static dev.agentledger.events.EventSamples.RUN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentledger.api.budget.BudgetCommand;
import dev.agentledger.api.budget.CloseSpendingOfRun;
import dev.agentledger.api.budget.ReleaseSpending;
import dev.agentledger.api.budget.RemoveBudget;
import dev.agentledger.api.budget.SetBudget;
import dev.agentledger.api.budget.SettleSpending;
import dev.agentledger.command.Outcomes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The whole life of budgets on one page; a new state or command changes the table or fails to
 * compile.
 */
class BudgetLifecycleTest {

  private static final List<BudgetCommand> COMMANDS =
      List.of(
          new SetBudget(BUDGETS, DAILY, null, null),
          new SetBudget(BUDGETS, DAILY, null, 0L),
          new RemoveBudget(BUDGETS, DAILY.name(), null, null),
          reserve("a", 60, NOW),
          reserve("b", 60, NOW),
          reserve("c", 0, NOW),
          new SettleSpending(BUDGETS, "a", 85),
          new ReleaseSpending(BUDGETS, "a"),
          new CloseSpendingOfRun(BUDGETS, RUN));

  @Test
  void everyCommandInEveryState() {
    assertThat(Outcomes.table(states(), COMMANDS, BudgetDecisions::decide))
        .isEqualToNormalizingWhitespace(
            """
            No budget       | BudgetSet | VERSION_MISMATCH | nothing       | nothing        | nothing        | nothing | nothing                       | nothing        | nothing
            Set             | nothing   | nothing          | BudgetRemoved | BudgetReserved | BudgetReserved | nothing | nothing                       | nothing        | nothing
            Set otherwise   | BudgetSet | VERSION_MISMATCH | BudgetRemoved | BudgetReserved | BudgetReserved | nothing | nothing                       | nothing        | nothing
            a reserved      | nothing   | nothing          | BudgetRemoved | nothing        | BudgetExceeded | nothing | BudgetSettled + BudgetAlerted | BudgetReleased | BudgetSettled
            a settled       | nothing   | nothing          | BudgetRemoved | nothing        | BudgetExceeded | nothing | nothing                       | nothing        | nothing
            a released      | nothing   | nothing          | BudgetRemoved | BudgetReserved | BudgetReserved | nothing | nothing                       | nothing        | nothing
            b refused       | nothing   | nothing          | BudgetRemoved | nothing        | nothing        | nothing | BudgetSettled + BudgetAlerted | BudgetReleased | BudgetSettled
            Removed         | BudgetSet | VERSION_MISMATCH | nothing       | nothing        | nothing        | nothing | nothing                       | nothing        | nothing
            """);
  }

  private static Map<String, BudgetState> states() {
    var set = Spendings.after(new SetBudget(BUDGETS, DAILY, null, null));
    var reserved = Spendings.after(set, reserve("a", 60, NOW));
    var states = new LinkedHashMap<String, BudgetState>();
    states.put("No budget", BudgetState.EMPTY);
    states.put("Set", set);
    states.put(
        "Set otherwise",
        Spendings.after(set, new SetBudget(BUDGETS, Spendings.capped(DAILY, 200), null, null)));
    states.put("a reserved", reserved);
    states.put("a settled", Spendings.after(reserved, new SettleSpending(BUDGETS, "a", 50)));
    states.put("a released", Spendings.after(reserved, new ReleaseSpending(BUDGETS, "a")));
    states.put("b refused", Spendings.after(reserved, reserve("b", 60, NOW)));
    states.put(
        "Removed", Spendings.after(reserved, new RemoveBudget(BUDGETS, DAILY.name(), null, null)));
    return states;
  }
}
