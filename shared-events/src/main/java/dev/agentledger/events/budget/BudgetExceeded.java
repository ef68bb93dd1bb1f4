package dev.agentledger.events.budget;

import dev.agentledger.events.EventContract;
import dev.agentledger.events.agent.AgentId;
import dev.agentledger.events.run.RunId;
import java.time.Instant;

/**
 * A call was refused because a budget has less left than the call can cost; told once a minute for
 * each budget.
 *
 * @param neededMicros the most that the call can cost
 * @param remainingMicros what is neither spent nor reserved
 * @param at by the clock of whoever wanted to make the call
 */
@EventContract(name = "budget.exceeded")
public record BudgetExceeded(
    BudgetBookId budgetBookId,
    String budget,
    String period,
    String reservationId,
    RunId runId,
    AgentId agentId,
    String user,
    long neededMicros,
    long remainingMicros,
    Instant at)
    implements BudgetEvent {}
