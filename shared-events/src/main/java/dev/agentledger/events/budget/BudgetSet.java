package dev.agentledger.events.budget;

import dev.agentledger.events.EventContract;
import org.jspecify.annotations.Nullable;

/** A budget holds from here on; what was counted goes on unless scope or window are others. */
@EventContract(name = "budget.set")
public record BudgetSet(BudgetBookId budgetBookId, Budget budget, @Nullable String reason)
    implements BudgetEvent {}
