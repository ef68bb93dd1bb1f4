package dev.agentledger.command.budget;

import static dev.agentledger.command.budget.Spendings.ANOTHER_RUN;
import static dev.agentledger.command.budget.Spendings.DAILY;
import static dev.agentledger.command.budget.Spendings.NOW;
import static dev.agentledger.command.budget.Spendings.TODAY_OF_DAILY;
import static dev.agentledger.command.budget.Spendings.TOMORROW;
import static dev.agentledger.command.budget.Spendings.TOMORROW_OF_DAILY;
import static dev.agentledger.command.budget.Spendings.after;
import static dev.agentledger.command.budget.Spendings.reserve;
import static dev.agentledger.command.budget.Spendings.set;
import static dev.agentledger.command.budget.Spendings.settle;
import static dev.agentledger.command.budget.Spendings.settled;
import static dev.agentledger.events.EventSamples.ADA;
import static dev.agentledger.events.EventSamples.AGENT;
import static dev.agentledger.events.EventSamples.BUDGETS;
import static dev.agentledger.events.EventSamples.RUN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentledger.api.budget.CloseSpendingOfRun;
import dev.agentledger.api.budget.Shortfall;
import dev.agentledger.events.budget.BudgetAlerted;
import dev.agentledger.events.budget.BudgetReserved;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What calls that ended are charged, known or lost. */
class SettlingTest {

  @Nested
  class ALostCall {

    @Test
    void isChargedInFullWhenItsNextAttemptReserves() {
      var state = after(set(DAILY), reserve("a", 40, NOW));

      assertThat(BudgetDecisions.decide(state, reserve("b", RUN, ADA, 40, NOW, "a")))
          .containsExactly(
              settled("a", 40, 40, true),
              new BudgetReserved(BUDGETS, "b", RUN, AGENT, ADA, 40, List.of(TODAY_OF_DAILY), NOW));
    }

    @Test
    void isChargedEvenThoughItsNextAttemptIsRefused() {
      var state = after(set(DAILY), reserve("a", 60, NOW));

      assertThat(BudgetDecisions.decide(state, reserve("b", RUN, ADA, 60, NOW, "a")))
          .first()
          .isEqualTo(settled("a", 60, 60, true));
      assertThat(Admission.of(state, reserve("b", RUN, ADA, 60, NOW, "a")).shortfall())
          .extracting(Shortfall::remainingMicros)
          .isEqualTo(40L);
    }

    @Test
    void ofAnotherRunIsNotSuperseded() {
      var state = after(set(DAILY), reserve("a", 40, NOW));

      assertThat(BudgetDecisions.decide(state, reserve("b", ANOTHER_RUN, ADA, 40, NOW, "a")))
          .hasOnlyElementsOfType(BudgetReserved.class);
    }

    @Test
    void isChargedInFullWhenItsRunEnds() {
      var state =
          after(
              set(DAILY),
              reserve("a", 40, NOW),
              reserve("b", ANOTHER_RUN, ADA, 10, NOW, null),
              reserve("c", 30, NOW));

      assertThat(BudgetDecisions.decide(state, new CloseSpendingOfRun(BUDGETS, RUN)))
          .containsExactly(settled("a", 40, 40, true), settled("c", 30, 30, true));
    }

    @Test
    void thatNobodyMissesIsChargedInFullAfterADay() {
      var state = after(set(DAILY), reserve("a", 40, NOW));
      var nextDay = NOW.plus(Duration.ofDays(1));

      assertThat(BudgetDecisions.decide(state, reserve("b", ANOTHER_RUN, ADA, 1, nextDay, null)))
          .hasOnlyElementsOfType(BudgetReserved.class);
      assertThat(
              BudgetDecisions.decide(
                  state, reserve("b", ANOTHER_RUN, ADA, 1, nextDay.plusMillis(1), null)))
          .first()
          .isEqualTo(settled("a", 40, 40, true));
    }

    @Test
    void whoseOutcomeComesLateIsNotChargedTwice() {
      var state = after(set(DAILY), reserve("a", 40, NOW), reserve("b", RUN, ADA, 40, NOW, "a"));

      assertThat(BudgetDecisions.decide(state, settle("a", 12))).isEmpty();
    }
  }

  @Nested
  class Settling {

    @Test
    void freesWhatWasNotSpent() {
      var state = after(set(DAILY), reserve("a", 100, NOW), settle("a", 30));

      assertThat(state.accounts().of(TODAY_OF_DAILY))
          .isEqualTo(new Account(TODAY_OF_DAILY, 30, 0, 0, null));
      assertThat(state.reservations()).isEmpty();
    }

    @Test
    void chargesMoreThanWasReserved() {
      var state = after(set(DAILY), reserve("a", 10, NOW));

      assertThat(BudgetDecisions.decide(state, settle("a", 95)))
          .containsExactly(
              settled("a", 10, 95, false),
              new BudgetAlerted(BUDGETS, "daily", "2026-01-15", 80, 95, 100),
              new BudgetAlerted(BUDGETS, "daily", "2026-01-15", 90, 95, 100));
    }

    @Test
    void chargesWhateverItCostWithoutOverflow() {
      var state =
          after(
              set(DAILY),
              reserve("a", 10, NOW),
              reserve("b", 10, NOW),
              settle("a", Long.MAX_VALUE),
              settle("b", Long.MAX_VALUE));

      assertThat(state.accounts().of(TODAY_OF_DAILY).remainingOf(100)).isNegative();
      assertThat(Admission.of(state, reserve("c", 1, NOW)).shortfall()).isNotNull();
    }

    @Test
    void alertsOnceForEachShareOfTheCap() {
      var state = after(set(DAILY), reserve("a", 10, NOW), reserve("b", 10, NOW), settle("a", 85));

      assertThat(BudgetDecisions.decide(state, settle("b", 20)))
          .containsExactly(
              settled("b", 10, 20, false),
              new BudgetAlerted(BUDGETS, "daily", "2026-01-15", 90, 105, 100),
              new BudgetAlerted(BUDGETS, "daily", "2026-01-15", 100, 105, 100));
    }

    @Test
    void countsInThePeriodOfTheReservation() {
      var state =
          after(set(DAILY), reserve("a", 40, NOW), reserve("b", 100, TOMORROW), settle("a", 40));

      assertThat(state.accounts().open())
          .containsExactly(new Account(TOMORROW_OF_DAILY, 0, 100, 0, null));
    }
  }
}
