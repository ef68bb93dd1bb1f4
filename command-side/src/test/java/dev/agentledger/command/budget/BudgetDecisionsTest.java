package dev.agentledger.command.budget;

import static dev.agentledger.command.budget.Spendings.DAILY;
import static dev.agentledger.command.budget.Spendings.MONTHLY;
import static dev.agentledger.command.budget.Spendings.NOW;
import static dev.agentledger.command.budget.Spendings.OF_ADA;
import static dev.agentledger.command.budget.Spendings.OF_EACH_RUN;
import static dev.agentledger.command.budget.Spendings.TODAY_OF_DAILY;
import static dev.agentledger.command.budget.Spendings.TOMORROW;
import static dev.agentledger.command.budget.Spendings.TOMORROW_OF_DAILY;
import static dev.agentledger.command.budget.Spendings.after;
import static dev.agentledger.command.budget.Spendings.capped;
import static dev.agentledger.command.budget.Spendings.reserve;
import static dev.agentledger.events.EventSamples.ADA;
import static dev.agentledger.events.EventSamples.AGENT;
import static dev.agentledger.events.EventSamples.BOB;
import static dev.agentledger.events.EventSamples.BUDGETS;
import static dev.agentledger.events.EventSamples.RUN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentledger.api.CommandRefused;
import dev.agentledger.api.budget.CloseSpendingOfRun;
import dev.agentledger.api.budget.ReleaseSpending;
import dev.agentledger.api.budget.RemoveBudget;
import dev.agentledger.api.budget.ReserveSpending;
import dev.agentledger.api.budget.SetBudget;
import dev.agentledger.api.budget.SettleSpending;
import dev.agentledger.api.budget.Shortfall;
import dev.agentledger.events.budget.AtCap;
import dev.agentledger.events.budget.Budget;
import dev.agentledger.events.budget.BudgetAlerted;
import dev.agentledger.events.budget.BudgetCharge;
import dev.agentledger.events.budget.BudgetExceeded;
import dev.agentledger.events.budget.BudgetReserved;
import dev.agentledger.events.budget.BudgetScope;
import dev.agentledger.events.budget.BudgetSettled;
import dev.agentledger.events.budget.BudgetWindow;
import dev.agentledger.events.run.RunId;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class BudgetDecisionsTest {

  private static final BudgetCharge THIS_MONTH = new BudgetCharge("monthly", "2026-01");
  private static final RunId ANOTHER_RUN = new RunId("run_2");

  private static SetBudget set(Budget budget) {
    return new SetBudget(BUDGETS, budget, null, null);
  }

  private static SettleSpending settle(String id, long amount) {
    return new SettleSpending(BUDGETS, id, amount);
  }

  private static BudgetSettled settled(String id, long reserved, long amount, boolean assumed) {
    return new BudgetSettled(BUDGETS, id, RUN, reserved, amount, assumed, List.of(TODAY_OF_DAILY));
  }

  @Nested
  class Reserving {

    @Test
    void countsAgainstEveryBudgetThatLimitsTheCall() {
      var state = after(set(DAILY), set(MONTHLY), set(OF_ADA), set(OF_EACH_RUN));

      assertThat(BudgetDecisions.decide(state, reserve("a", RUN, BOB, 40, NOW, null)))
          .containsExactly(
              new BudgetReserved(
                  BUDGETS, "a", RUN, AGENT, BOB, 40, List.of(TODAY_OF_DAILY, THIS_MONTH), NOW));
    }

    @Test
    void succeedsUpToTheCapExactly() {
      var state = after(set(DAILY), reserve("a", 60, NOW), settle("a", 30));

      assertThat(Admission.of(state, reserve("b", 70, NOW)).counted()).isTrue();
      assertThat(Admission.of(state, reserve("b", 71, NOW)).shortfall())
          .isEqualTo(
              new Shortfall(
                  "daily",
                  "2026-01-15",
                  BudgetWindow.DAY.endOf("2026-01-15"),
                  AtCap.SUSPEND,
                  71,
                  70));
    }

    @Test
    void isAllOrNothing() {
      var state = after(set(OF_ADA), set(MONTHLY), set(DAILY));

      var admission = Admission.of(state, reserve("a", 80, NOW));

      assertThat(admission.shortfall()).extracting(Shortfall::budget).isEqualTo("of-ada");
      assertThat(after(state, reserve("a", 80, NOW)).reservations()).isEmpty();
    }

    @Test
    void namesTheBudgetThatFailsRunsAndThenTheEmptiest() {
      var tiny = capped(DAILY, 5);
      var state = after(set(tiny), set(capped(MONTHLY, 50)), set(OF_ADA));

      assertThat(Admission.of(state, reserve("a", 80, NOW)).shortfall())
          .extracting(Shortfall::budget, Shortfall::atCap, Shortfall::remainingMicros)
          .containsExactly("monthly", AtCap.FAIL, 50L);
    }

    @Test
    void whatNoBudgetLimitsRecordsNothing() {
      var state = after(set(OF_ADA), set(OF_EACH_RUN));

      var admission = Admission.of(state, reserve("a", RUN, BOB, Long.MAX_VALUE, NOW, null));

      assertThat(admission).isEqualTo(new Admission(List.of(), false, null));
    }

    @Test
    void whatCostsNothingIsAlwaysAdmitted() {
      var spent = after(set(DAILY), reserve("a", 100, NOW), settle("a", 500));

      assertThat(Admission.of(spent, reserve("b", 0, NOW)))
          .isEqualTo(new Admission(List.of(), false, null));
    }

    @Test
    void aNegativeAmountIsRefused() {
      assertThatThrownBy(() -> Admission.of(BudgetState.EMPTY, reserve("a", -1, NOW)))
          .isInstanceOf(CommandRefused.class)
          .hasMessage("An amount must not be negative");
    }

    @Test
    void againAdmitsAgainWithoutCountingTwice() {
      var reserved = after(set(DAILY), reserve("a", 60, NOW));
      var paid = after(reserved, settle("a", 60));

      assertThat(Admission.of(reserved, reserve("a", 60, NOW)))
          .isEqualTo(new Admission(List.of(), true, null));
      assertThat(Admission.of(paid, reserve("a", 60, NOW)))
          .isEqualTo(new Admission(List.of(), true, null));
    }

    @Test
    void tellsARefusalOnceAMinute() {
      var refused = after(set(DAILY), reserve("a", 101, NOW.minusSeconds(3600)));
      var at = NOW.minusSeconds(3600);

      assertThat(BudgetDecisions.decide(refused, reserve("b", 102, at.plusSeconds(59)))).isEmpty();
      assertThat(BudgetDecisions.decide(refused, reserve("b", 102, at.plusSeconds(60))))
          .containsExactly(
              new BudgetExceeded(
                  BUDGETS,
                  "daily",
                  "2026-01-15",
                  "b",
                  RUN,
                  AGENT,
                  ADA,
                  102,
                  100,
                  at.plusSeconds(60)));
    }
  }

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
          .containsExactly(new BudgetSettled(BUDGETS, "a", RUN, 60, 7, false, List.of(THIS_MONTH)));
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
