package dev.agentledger.events.budget;

import dev.agentledger.events.EventContract;
import dev.agentledger.events.run.RunId;
import java.util.List;

/**
 * A call was not made, so what was kept for it is free again.
 *
 * @param against where it was kept
 */
@EventContract(name = "budget.released")
public record BudgetReleased(
    BudgetBookId budgetBookId,
    String reservationId,
    RunId runId,
    long reservedMicros,
    List<BudgetCharge> against)
    implements BudgetEvent {

  public BudgetReleased {
    against = List.copyOf(against);
  }
}
