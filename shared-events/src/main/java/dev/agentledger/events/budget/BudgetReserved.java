package dev.agentledger.events.budget;

import dev.agentledger.events.EventContract;
import dev.agentledger.events.agent.AgentId;
import dev.agentledger.events.run.RunId;
import java.time.Instant;
import java.util.List;

/**
 * The most that a call can cost is kept for it.
 *
 * @param user for whom the run was started
 * @param against every budget that limits the call
 * @param at by the clock of whoever makes the call
 */
@EventContract(name = "budget.reserved")
public record BudgetReserved(
    BudgetBookId budgetBookId,
    String reservationId,
    RunId runId,
    AgentId agentId,
    String user,
    long amountMicros,
    List<BudgetCharge> against,
    Instant at)
    implements BudgetEvent {

  public BudgetReserved {
    against = List.copyOf(against);
  }
}
