package dev.agentledger.command.budget;

import static dev.agentledger.events.budget.AtCap.FAIL;
import static java.util.Comparator.comparing;

import dev.agentledger.api.budget.ReserveSpending;
import dev.agentledger.api.budget.Shortfall;
import dev.agentledger.command.budget.BudgetState.Reservation;
import dev.agentledger.command.budget.BudgetState.Standing;
import dev.agentledger.events.budget.Budget;
import dev.agentledger.events.budget.BudgetCharge;
import dev.agentledger.events.budget.BudgetEvent;
import dev.agentledger.events.budget.BudgetExceeded;
import dev.agentledger.events.budget.BudgetReserved;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a call may be paid.
 *
 * @param counted whether a reservation is kept for it
 * @param shortfall why it may not be made
 */
record Admission(List<BudgetEvent> facts, boolean counted, @Nullable Shortfall shortfall) {

  /** No call takes that long, so one that has not ended was lost without anybody noticing. */
  private static final Duration LONGEST_CALL = Duration.ofDays(1);

  private static final Duration BETWEEN_REFUSALS_TOLD = Duration.ofMinutes(1);

  static Admission of(BudgetState state, ReserveSpending command) {
    BudgetDecisions.requireAmount(command.amountMicros());
    var id = command.reservationId();
    if (state.reservation(id).isPresent() || state.settled().contains(id)) {
      return new Admission(List.of(), true, null);
    }
    var facts = new Bookkeeping(command.budgetBookId(), state);
    state.reservations().stream()
        .filter(kept -> isSuperseded(kept, command) || isForgotten(kept, command.at()))
        .forEach(facts::chargeInFull);
    var against = command.amountMicros() == 0 ? List.<BudgetCharge>of() : charges(facts, command);
    if (against.isEmpty()) {
      return new Admission(facts.recorded(), false, null);
    }
    var shortfall = shortfall(facts.state(), against, command.amountMicros());
    shortfall.ifPresentOrElse(
        found -> refuse(facts, command, found), () -> admit(facts, command, against));
    return new Admission(facts.recorded(), shortfall.isEmpty(), shortfall.orElse(null));
  }

  private static boolean isSuperseded(Reservation kept, ReserveSpending command) {
    return kept.id().equals(command.supersedes()) && kept.runId().equals(command.runId());
  }

  private static boolean isForgotten(Reservation kept, Instant now) {
    return kept.madeAt().plus(LONGEST_CALL).isBefore(now);
  }

  private static List<BudgetCharge> charges(Bookkeeping facts, ReserveSpending command) {
    return facts.state().standing().stream()
        .map(Standing::budget)
        .filter(
            budget ->
                budget.window().hasPeriods()
                    && budget.scope().covers(command.agentId(), command.user()))
        .map(budget -> charge(facts.state(), budget, command.at()))
        .toList();
  }

  private static BudgetCharge charge(BudgetState state, Budget budget, Instant at) {
    var period = budget.window().periodAt(at);
    return new BudgetCharge(budget.name(), state.accounts().current(budget.name(), period));
  }

  /** Of several budgets that are short the strictest: one that fails runs, then the emptiest. */
  private static Optional<Shortfall> shortfall(
      BudgetState state, List<BudgetCharge> against, long needed) {
    var found = new ArrayList<Shortfall>();
    for (var charge : against) {
      var budget = state.budget(charge.budget()).orElseThrow().budget();
      var remaining = state.accounts().of(charge).remainingOf(budget.capMicros());
      if (needed > remaining) {
        found.add(
            new Shortfall(
                budget.name(),
                charge.period(),
                budget.window().endOf(charge.period()),
                budget.atCap(),
                needed,
                remaining));
      }
    }
    return found.stream()
        .min(
            comparing((Shortfall budget) -> budget.atCap() != FAIL)
                .thenComparingLong(Shortfall::remainingMicros)
                .thenComparing(Shortfall::budget));
  }

  private static void admit(
      Bookkeeping facts, ReserveSpending command, List<BudgetCharge> against) {
    facts.record(
        new BudgetReserved(
            command.budgetBookId(),
            command.reservationId(),
            command.runId(),
            command.agentId(),
            command.user(),
            command.amountMicros(),
            against,
            command.at()));
  }

  private static void refuse(Bookkeeping facts, ReserveSpending command, Shortfall lack) {
    var account = facts.state().accounts().of(new BudgetCharge(lack.budget(), lack.period()));
    var toldAt = account.exceededAt();
    if (toldAt == null || !command.at().isBefore(toldAt.plus(BETWEEN_REFUSALS_TOLD))) {
      facts.record(
          new BudgetExceeded(
              command.budgetBookId(),
              lack.budget(),
              lack.period(),
              command.reservationId(),
              command.runId(),
              command.agentId(),
              command.user(),
              command.amountMicros(),
              lack.remainingMicros(),
              command.at()));
    }
  }
}
