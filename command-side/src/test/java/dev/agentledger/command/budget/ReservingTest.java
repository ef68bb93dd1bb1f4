package dev.agentledger.command.budget;

import static dev.agentledger.command.budget.Spendings.DAILY;
import static dev.agentledger.command.budget.Spendings.MONTHLY;
import static dev.agentledger.command.budget.Spendings.NOW;
import static dev.agentledger.command.budget.Spendings.OF_ADA;
import static dev.agentledger.command.budget.Spendings.OF_EACH_RUN;
import static dev.agentledger.command.budget.Spendings.THIS_MONTH_OF_MONTHLY;
import static dev.agentledger.command.budget.Spendings.TODAY_OF_DAILY;
import static dev.agentledger.command.budget.Spendings.after;
import static dev.agentledger.command.budget.Spendings.capped;
import static dev.agentledger.command.budget.Spendings.reserve;
import static dev.agentledger.command.budget.Spendings.set;
import static dev.agentledger.command.budget.Spendings.settle;
import static dev.agentledger.events.EventSamples.ADA;
import static dev.agentledger.events.EventSamples.AGENT;
import static dev.agentledger.events.EventSamples.BOB;
import static dev.agentledger.events.EventSamples.BUDGETS;
import static dev.agentledger.events.EventSamples.RUN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentledger.api.CommandRefused;
import dev.agentledger.api.budget.Shortfall;
import dev.agentledger.events.budget.AtCap;
import dev.agentledger.events.budget.BudgetExceeded;
import dev.agentledger.events.budget.BudgetReserved;
import dev.agentledger.events.budget.BudgetWindow;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is admitted, what is refused, and how often that is told. */
class ReservingTest {

  @Test
  void countsAgainstEveryBudgetThatLimitsTheCall() {
    var state = after(set(DAILY), set(MONTHLY), set(OF_ADA), set(OF_EACH_RUN));

    assertThat(BudgetDecisions.decide(state, reserve("a", RUN, BOB, 40, NOW, null)))
        .containsExactly(
            new BudgetReserved(
                BUDGETS,
                "a",
                RUN,
                AGENT,
                BOB,
                40,
                List.of(TODAY_OF_DAILY, THIS_MONTH_OF_MONTHLY),
                NOW));
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
