package dev.agentledger.api.budget;

import dev.agentledger.events.budget.Budget;
import dev.agentledger.events.budget.BudgetBookId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Keep to this budget from here on, instead of the one that had its name.
 *
 * @param seen the version of the stream at which the caller saw the budget; refused when the budget
 *     was set or removed since. Reservations move the version of the stream all the time and do not
 *     matter.
 */
public record SetBudget(
    @TargetAggregateIdentifier BudgetBookId budgetBookId,
    Budget budget,
    @Nullable String reason,
    @Nullable Long seen)
    implements BudgetCommand {}
