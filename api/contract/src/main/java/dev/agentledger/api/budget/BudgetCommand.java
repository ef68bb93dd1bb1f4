package dev.agentledger.api.budget;

import dev.agentledger.events.budget.BudgetBookId;

/** Everything the budgets of a tenant can be asked to do. */
public sealed interface BudgetCommand
    permits SetBudget,
        RemoveBudget,
        ReserveSpending,
        SettleSpending,
        ReleaseSpending,
        CloseSpendingOfRun {

  BudgetBookId budgetBookId();
}
