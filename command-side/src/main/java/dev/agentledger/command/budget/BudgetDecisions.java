package dev.agentledger.command.budget;

import dev.agentledger.api.CommandRefused;
import dev.agentledger.api.CommandRefused.Reason;
import dev.agentledger.api.budget.BudgetCommand;
import dev.agentledger.api.budget.CloseSpendingOfRun;
import dev.agentledger.api.budget.ReleaseSpending;
import dev.agentledger.api.budget.RemoveBudget;
import dev.agentledger.api.budget.ReserveSpending;
import dev.agentledger.api.budget.SetBudget;
import dev.agentledger.api.budget.SettleSpending;
import dev.agentledger.command.budget.BudgetState.Standing;
import dev.agentledger.events.budget.BudgetEvent;
import dev.agentledger.events.budget.BudgetReleased;
import dev.agentledger.events.budget.BudgetRemoved;
import dev.agentledger.events.budget.BudgetSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules of budgets, as pure functions: a command and a state in, the facts that follow out.
 *
 * <p>No facts means the command had already been carried out, or that no budget is concerned. A
 * refusal is a {@link CommandRefused}; that a budget is spent is no refusal but a fact.
 */
final class BudgetDecisions {

  private static final int MOST_BUDGETS = 500;

  private BudgetDecisions() {}

  static List<BudgetEvent> decide(BudgetState state, BudgetCommand command) {
    return switch (command) {
      case SetBudget set -> keepTo(state, set);
      case RemoveBudget removal -> remove(state, removal);
      case ReserveSpending reservation -> Admission.of(state, reservation).facts();
      case SettleSpending settlement -> settle(state, settlement);
      case ReleaseSpending release -> release(state, release);
      case CloseSpendingOfRun close -> closeRun(state, close);
    };
  }

  private static List<BudgetEvent> keepTo(BudgetState state, SetBudget command) {
    var held = state.budget(command.budget().name());
    requireUnchanged(command.budget().name(), held.orElse(null), command.seen());
    if (held.map(Standing::budget).filter(command.budget()::equals).isPresent()) {
      return List.of();
    }
    if (held.isEmpty() && state.standing().size() >= MOST_BUDGETS) {
      throw new CommandRefused(
          Reason.INVALID,
          "There are %d budgets already, the most there can be; remove one first"
              .formatted(MOST_BUDGETS));
    }
    return List.of(new BudgetSet(command.budgetBookId(), command.budget(), command.reason()));
  }

  private static List<BudgetEvent> remove(BudgetState state, RemoveBudget command) {
    var held = state.budget(command.name());
    if (held.isEmpty()) {
      return List.of();
    }
    requireUnchanged(command.name(), held.get(), command.seen());
    return List.of(new BudgetRemoved(command.budgetBookId(), command.name(), command.reason()));
  }

  private static void requireUnchanged(String name, @Nullable Standing held, @Nullable Long seen) {
    if (seen == null) {
      return;
    }
    if (held == null) {
      throw new CommandRefused(
          Reason.VERSION_MISMATCH, "There is no budget %s any more".formatted(name));
    }
    if (held.since() > seen) {
      throw new CommandRefused(
          Reason.VERSION_MISMATCH,
          "Budget %s was set at version %d, after version %d that you saw"
              .formatted(name, held.since(), seen));
    }
  }

  private static List<BudgetEvent> settle(BudgetState state, SettleSpending command) {
    requireAmount(command.amountMicros());
    var facts = new Bookkeeping(command.budgetBookId(), state);
    state
        .reservation(command.reservationId())
        .ifPresent(kept -> facts.charge(kept, command.amountMicros(), false));
    return facts.recorded();
  }

  private static List<BudgetEvent> release(BudgetState state, ReleaseSpending command) {
    return state.reservation(command.reservationId()).stream()
        .<BudgetEvent>map(
            kept ->
                new BudgetReleased(
                    command.budgetBookId(), kept.id(), kept.runId(), kept.amount(), kept.against()))
        .toList();
  }

  private static List<BudgetEvent> closeRun(BudgetState state, CloseSpendingOfRun command) {
    var facts = new Bookkeeping(command.budgetBookId(), state);
    state.reservations().stream()
        .filter(kept -> kept.runId().equals(command.runId()))
        .forEach(facts::chargeInFull);
    return facts.recorded();
  }

  static void requireAmount(long micros) {
    if (micros < 0) {
      throw new CommandRefused(Reason.INVALID, "An amount must not be negative");
    }
  }
}
