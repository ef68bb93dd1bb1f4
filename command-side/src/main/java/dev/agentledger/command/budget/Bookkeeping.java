package dev.agentledger.command.budget;

import dev.agentledger.command.budget.BudgetState.Reservation;
import dev.agentledger.command.budget.BudgetState.Standing;
import dev.agentledger.events.budget.BudgetAlerted;
import dev.agentledger.events.budget.BudgetBookId;
import dev.agentledger.events.budget.BudgetCharge;
import dev.agentledger.events.budget.BudgetEvent;
import dev.agentledger.events.budget.BudgetSettled;
import java.util.ArrayList;
import java.util.List;

/**
 * The facts that one command adds up to, each decided on what those before it make of the state.
 */
final class Bookkeeping {

  private final BudgetBookId budgetBookId;
  private final List<BudgetEvent> recorded = new ArrayList<>();
  private BudgetState state;

  Bookkeeping(BudgetBookId budgetBookId, BudgetState state) {
    this.budgetBookId = budgetBookId;
    this.state = state;
  }

  void record(BudgetEvent fact) {
    state = BudgetState.evolve(state, fact);
    recorded.add(fact);
  }

  /** The call was lost, so it may have cost all that was kept for it. */
  void chargeInFull(Reservation kept) {
    charge(kept, kept.amount(), true);
  }

  /** Ends the reservation, and tells which shares of caps are spent now. */
  void charge(Reservation kept, long amount, boolean assumed) {
    record(
        new BudgetSettled(
            budgetBookId, kept.id(), kept.runId(), kept.amount(), amount, assumed, kept.against()));
    kept.against().forEach(this::alert);
  }

  private void alert(BudgetCharge charge) {
    var cap =
        state
            .budget(charge.budget())
            .map(Standing::budget)
            .orElseThrow(() -> new IllegalStateException("No budget " + charge.budget()))
            .capMicros();
    var account = state.accounts().of(charge);
    for (var percent : account.untold(cap)) {
      record(
          new BudgetAlerted(
              budgetBookId, charge.budget(), charge.period(), percent, account.spent(), cap));
    }
  }

  BudgetState state() {
    return state;
  }

  List<BudgetEvent> recorded() {
    return List.copyOf(recorded);
  }
}
