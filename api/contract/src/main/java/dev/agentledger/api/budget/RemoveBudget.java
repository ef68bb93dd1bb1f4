package dev.agentledger.api.budget;

import dev.agentledger.events.budget.BudgetBookId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Limit nothing by this budget any more; harmless if there is none.
 *
 * @param seen the version of the stream at which the caller saw the budget; refused when the budget
 *     was set since
 */
public record RemoveBudget(
    @TargetAggregateIdentifier BudgetBookId budgetBookId,
    String name,
    @Nullable String reason,
    @Nullable Long seen)
    implements BudgetCommand {}
