package dev.agentledger.events.budget;

import dev.agentledger.events.EventContract;
import org.jspecify.annotations.Nullable;

/** A budget holds no more, and what was counted is forgotten. */
@EventContract(name = "budget.removed")
public record BudgetRemoved(BudgetBookId budgetBookId, String name, @Nullable String reason)
    implements BudgetEvent {}
