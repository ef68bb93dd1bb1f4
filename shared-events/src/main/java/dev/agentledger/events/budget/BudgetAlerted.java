package dev.agentledger.events.budget;

import dev.agentledger.events.EventContract;

/**
 * Spending has come to a share of a cap; told once for each period, share and cap.
 *
 * @param percent of the cap
 */
@EventContract(name = "budget.alerted")
public record BudgetAlerted(
    BudgetBookId budgetBookId,
    String budget,
    String period,
    int percent,
    long spentMicros,
    long capMicros)
    implements BudgetEvent {}
