package dev.agentledger.command.budget;

import static dev.agentledger.command.budget.Spendings.DAILY;
import static dev.agentledger.command.budget.Spendings.MONTHLY;
import static dev.agentledger.command.budget.Spendings.NOW;
import static dev.agentledger.command.budget.Spendings.THIS_MONTH_OF_MONTHLY;
import static dev.agentledger.command.budget.Spendings.TODAY_OF_DAILY;
import static dev.agentledger.command.budget.Spendings.TOMORROW;
import static dev.agentledger.command.budget.Spendings.TOMORROW_OF_DAILY;
import static dev.agentledger.command.budget.Spendings.after;
import static dev.agentledger.command.budget.Spendings.capped;
import static dev.agentledger.command.budget.Spendings.reserve;
import static dev.agentledger.command.budget.Spendings.set;
import static dev.agentledger.command.budget.Spendings.settle;
import static dev.agentledger.events.EventSamples.ADA;
import static dev.agentledger.events.EventSamples.BUDGETS;
import static dev.agentledger.events.EventSamples.RUN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentledger.api.CommandRefused;
import dev.agentledger.api.budget.ReleaseSpending;
import dev.agentledger.api.budget.RemoveBudget;
import dev.agentledger.api.budget.ReserveSpending;
import dev.agentledger.api.budget.SetBudget;
import dev.agentledger.api.budget.Shortfall;
import dev.agentledger.events.budget.AtCap;
import dev.agentledger.events.budget.Budget;
import dev.agentledger.events.budget.BudgetAlerted;
import dev.agentledger.events.budget.BudgetScope;
import dev.agentledger.events.budget.BudgetSettled;
import dev.agentledger.events.budget.BudgetWindow;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Budgets that change, and periods that come and go. */
class BudgetsOverTimeTest {

  @Nested
  class APeriod {

    @Test
    void beginsWithNothingSpent() {
      var state = after(set(DAILY), reserve("a", 100, NOW), settle("a", 100));

      assertThat(Admission.of(state, reserve("b", 1, NOW)).counted()).isFalse();
      assertThat(Admission.of(state, reserve("b", 100, TOMORROW)).counted()).isTrue();
    }

    @Test
    void isForgottenOnceTheNextHasBegunAndNothingIsReservedInIt() {
      var both = after(set(DAILY), reserve("a", 40, NOW), reserve("b", 50, TOMORROW));

      assertThat(both.accounts().open())
          .extracting(Account::of)
          .containsExactly(TODAY_OF_DAILY, TOMORROW_OF_DAILY);
      assertThat(after(both, new ReleaseSpending(BUDGETS, "a")).accounts().open())
          .extracting(Account::of)
          .containsExactly(TOMORROW_OF_DAILY);
    }

    @Test
    void doesNotComeBackForAClockThatIsBehind() {
      var state = after(set(DAILY), reserve("a", 100, TOMORROW));

      assertThat(Admission.of(state, reserve("b", 1, NOW)).shortfall())
          .extracting(Shortfall::period)
          .isEqualTo("2026-01-16");
    }
  }

  @Nested
  class ChangingABudget {

    @Test
    void keepsWhatWasCounted() {
      var state = after(set(DAILY), reserve("a", 60, NOW), settle("a", 60), set(capped(DAILY, 70)));

      assertThat(Admission.of(state, reserve("b", 11, NOW)).shortfall()).isNotNull();
      assertThat(Admission.of(state, reserve("b", 10, NOW)).counted()).isTrue();
    }

    @Test
    void lettingMoreBeSpentTellsTheSharesOfTheNewCap() {
      var state =
          after(
              set(DAILY),
              reserve("a", 100, NOW),
              settle("a", 100),
              set(capped(DAILY, 1_000)),
              reserve("b", 900, NOW));

      assertThat(BudgetDecisions.decide(state, settle("b", 700)))
          .contains(new BudgetAlerted(BUDGETS, "daily", "2026-01-15", 80, 800, 1_000));
    }

    @Test
    void toAnotherScopeBeginsAnew() {
      var ofAda =
          new Budget("daily", BudgetScope.ofUser(ADA), BudgetWindow.DAY, 100, AtCap.SUSPEND);
      var state = after(set(DAILY), reserve("a", 60, NOW), set(ofAda));

      assertThat(state.reservations()).isEmpty();
      assertThat(state.accounts().open()).isEmpty();
      assertThat(Admission.of(state, reserve("b", 100, NOW)).counted()).isTrue();
    }

    @Test
    void byRemovingItFreesWhatWasKeptInItOnly() {
      var state =
          after(
              set(DAILY),
              set(MONTHLY),
              reserve("a", 60, NOW),
              new RemoveBudget(BUDGETS, "daily", null, null));

      assertThat(BudgetDecisions.decide(state, settle("a", 7)))
          .containsExactly(
              new BudgetSettled(BUDGETS, "a", RUN, 60, 7, false, List.of(THIS_MONTH_OF_MONTHLY)));
    }

    @Test
    void isRefusedWhenItWasSetSinceItWasSeen() {
      var state = after(set(DAILY), reserve("a", 10, NOW), set(capped(DAILY, 50)), settle("a", 10));

      assertThatThrownBy(
              () ->
                  BudgetDecisions.decide(
                      state, new SetBudget(BUDGETS, capped(DAILY, 20), null, 1L)))
          .hasMessage("Budget daily was set at version 2, after version 1 that you saw");
      assertThat(BudgetDecisions.decide(state, new SetBudget(BUDGETS, capped(DAILY, 20), null, 2L)))
          .hasSize(1);
      assertThatThrownBy(
              () -> BudgetDecisions.decide(state, new RemoveBudget(BUDGETS, "daily", null, 1L)))
          .isInstanceOf(CommandRefused.class);
    }

    @Test
    void thereAreFiveHundredAtMost() {
      var full =
          after(
              IntStream.range(0, 500)
                  .mapToObj(number -> set(named("b" + number)))
                  .toArray(SetBudget[]::new));

      assertThatThrownBy(() -> BudgetDecisions.decide(full, set(named("another"))))
          .hasMessage("There are 500 budgets already, the most there can be; remove one first");
    }

    private static Budget named(String name) {
      return new Budget(name, BudgetScope.WHOLE_PROJECT, BudgetWindow.DAY, 1, AtCap.FAIL);
    }
  }

  @Test
  void theStateStaysSmallHoweverMuchIsSpent() {
    var state = after(set(DAILY), set(MONTHLY));
    for (var number = 0; number < 1_000; number++) {
      var at = NOW.plus(Duration.ofHours(number));
      ReserveSpending next = reserve("r" + number, RUN, ADA, 1, at, null);
      state = after(state, next, settle("r" + number, 0));
    }

    assertThat(state.accounts().open()).hasSize(2);
    assertThat(state.reservations()).isEmpty();
    assertThat(state.settled()).hasSize(200);
  }
}
