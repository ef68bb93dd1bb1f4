package dev.agentledger.events.budget;

import dev.agentledger.events.DomainEvent;

/** Everything that can happen to the budgets of a tenant. */
public sealed interface BudgetEvent extends DomainEvent
    permits BudgetSet,
        BudgetRemoved,
        BudgetReserved,
        BudgetSettled,
        BudgetReleased,
        BudgetAlerted,
        BudgetExceeded {

  BudgetBookId budgetBookId();
}
