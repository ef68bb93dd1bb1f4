package dev.agentledger.api.budget;

import dev.agentledger.events.budget.BudgetBookId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Free what was reserved for a call that was not made; harmless when the reservation is over. */
public record ReleaseSpending(
    @TargetAggregateIdentifier BudgetBookId budgetBookId, String reservationId)
    implements BudgetCommand {}
