package dev.agentledger.events.budget;

import dev.agentledger.events.EventContract;
import dev.agentledger.events.run.RunId;
import java.util.List;

/**
 * A call was paid, which ends its reservation.
 *
 * @param reservedMicros what was kept for it
 * @param amountMicros what is charged; may be more than was kept
 * @param assumed whether the call was lost, so that nobody knows what it cost
 * @param against where it is charged
 */
@EventContract(name = "budget.settled")
public record BudgetSettled(
    BudgetBookId budgetBookId,
    String reservationId,
    RunId runId,
    long reservedMicros,
    long amountMicros,
    boolean assumed,
    List<BudgetCharge> against)
    implements BudgetEvent {

  public BudgetSettled {
    against = List.copyOf(against);
  }
}
