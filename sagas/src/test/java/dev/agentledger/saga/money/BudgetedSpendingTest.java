package dev.agentledger.saga.money;

import static dev.agentledger.saga.money.OtherSides.ADA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentledger.api.Usd;
import dev.agentledger.api.budget.BudgetList;
import dev.agentledger.api.budget.BudgetView;
import dev.agentledger.api.budget.CloseSpendingOfRun;
import dev.agentledger.api.budget.ReleaseSpending;
import dev.agentledger.api.budget.ReservationAnswer;
import dev.agentledger.api.budget.ReserveSpending;
import dev.agentledger.api.budget.SettleSpending;
import dev.agentledger.api.budget.Shortfall;
import dev.agentledger.events.EventSamples;
import dev.agentledger.events.budget.AtCap;
import dev.agentledger.events.budget.BudgetBookId;
import dev.agentledger.events.budget.BudgetWindow;
import dev.agentledger.events.run.RunId;
import dev.agentledger.saga.money.Admission.Granted;
import dev.agentledger.saga.money.Admission.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** How the worker asks for money. */
class BudgetedSpendingTest {

  private static final BudgetBookId BUDGETS = BudgetBookId.of("acme");
  private static final RunId RUN = new RunId("run_1");
  private static final Instant MIDNIGHT = Instant.parse("2026-01-16T00:00:00Z");

  private final OtherSides sides = new OtherSides();
  private final Spending spending = new BudgetedSpending(sides.commands(), sides.inForce);

  @AfterEach
  void leave() {
    sides.close();
  }

  @Nested
  class WithoutBudgets {

    @Test
    void everythingIsGrantedAndNothingSent() {
      var granted = (Granted) spending.reserve(order("a", null, 1_000));
      spending.settle(granted, 900, ADA);
      spending.release(granted, ADA);
      spending.closeRun(RUN, ADA);

      assertThat(granted).isEqualTo(new Granted("acme", "a", false, 1_000));
      assertThat(sides.sent).isEmpty();
    }

    @Test
    void whatIsKnownIsNotAskedForEachTime() {
      for (var call = 0; call < 1_000; call++) {
        spending.reserve(order("call " + call, null, 1));
      }

      assertThat(sides.asked.get()).isLessThan(100);
    }

    @Test
    void aBudgetThatThisNodeSetsIsKeptToAtOnceEvenBeforeReadersSeeIt() {
      spending.reserve(order("before", null, 1));

      sides.committed(0, EventSamples.BUDGET_SET);
      spending.reserve(order("after", null, 1));

      assertThat(sides.sent).singleElement().isInstanceOf(ReserveSpending.class);
    }

    @Test
    void aBudgetThatAnotherNodeSetsIsNoticed() {
      spending.reserve(order("before", null, 1));
      sides.budgets = listOf(BudgetWindow.DAY);

      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () -> {
                spending.reserve(order("after", null, 1));
                assertThat(sides.sent).isNotEmpty();
              });
    }

    @Test
    void aBudgetOfEachRunIsLeftToTheRun() {
      sides.budgets = listOf(BudgetWindow.RUN);

      assertThat(spending.reserve(order("a", null, 1)))
          .isEqualTo(new Granted("acme", "a", false, 1));
      assertThat(sides.sent).isEmpty();
    }
  }

  @Nested
  class WithABudget {

    @BeforeEach
    void limit() {
      sides.budgets = listOf(BudgetWindow.DAY);
    }

    @Test
    void aCallIsReservedAndSettled() {
      var granted = (Granted) spending.reserve(order("b", "a", 1_000));
      spending.settle(granted, 900, ADA);
      spending.closeRun(RUN, ADA);

      assertThat(granted).isEqualTo(new Granted("acme", "b", true, 1_000));
      assertThat(sides.sent).hasSize(3);
      assertThat((ReserveSpending) sides.sent.getFirst())
          .extracting(
              ReserveSpending::budgetBookId,
              ReserveSpending::reservationId,
              ReserveSpending::supersedes,
              ReserveSpending::amountMicros,
              ReserveSpending::user)
          .containsExactly(BUDGETS, "b", "a", 1_000L, "grace");
      assertThat(sides.sent.subList(1, 3))
          .containsExactly(
              new SettleSpending(BUDGETS, "b", 900), new CloseSpendingOfRun(BUDGETS, RUN));
    }

    @Test
    void whatWasNotSpentIsReleased() {
      spending.release((Granted) spending.reserve(order("a", null, 1_000)), ADA);

      assertThat(sides.sent).last().isEqualTo(new ReleaseSpending(BUDGETS, "a"));
    }

    @Test
    void whatNoBudgetLimitsIsGrantedWithoutBeingCounted() {
      sides.answer = answer(false, null);

      spending.settle((Granted) spending.reserve(order("a", null, 1_000)), 900, ADA);

      assertThat(sides.sent).singleElement().isInstanceOf(ReserveSpending.class);
    }

    @Test
    void whatIsFreeIsNotAskedForUnlessALostAttemptMustBeCharged() {
      spending.reserve(order("a", null, 0));
      assertThat(sides.sent).isEmpty();

      spending.reserve(order("b", "a", 0));
      assertThat(sides.sent).hasSize(1);
    }

    @Test
    void aRefusalSaysWhatIsShortAndWhatToDo() {
      sides.answer =
          answer(false, new Shortfall("daily", "2026-01-15", MIDNIGHT, AtCap.SUSPEND, 250_000, -5));

      assertThat(spending.reserve(order("a", null, 250_000)))
          .isEqualTo(
              new Refused(
                  true,
                  "The next call can cost 0.25 US dollars and budget daily has 0.00 left until"
                      + " 2026-01-16T00:00:00Z; raise its cap, or wait",
                  "daily"));
    }

    @Test
    void aBudgetThatFailsRunsSaysSo() {
      sides.answer = answer(false, new Shortfall("daily", "2026-01", MIDNIGHT, AtCap.FAIL, 2, 1));

      assertThat(((Refused) spending.reserve(order("a", null, 2))).suspend()).isFalse();
    }
  }

  private static Spending.Order order(String id, @Nullable String supersedes, long worstCase) {
    return new Spending.Order(ADA, RUN, EventSamples.AGENT, "grace", id, supersedes, worstCase);
  }

  private static ReservationAnswer answer(boolean counted, @Nullable Shortfall shortfall) {
    return new ReservationAnswer(OtherSides.recorded(), counted, shortfall);
  }

  private static BudgetList listOf(BudgetWindow window) {
    return new BudgetList(
        List.of(
            new BudgetView(
                "daily",
                "project",
                window,
                new Usd(1),
                AtCap.FAIL,
                null,
                null,
                MIDNIGHT,
                "ada",
                0)),
        0);
  }
}
