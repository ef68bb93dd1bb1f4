package dev.agentledger.api.budget;

import dev.agentledger.events.budget.BudgetBookId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Charge what a call has cost, be it more than was reserved; harmless when the reservation is over.
 */
public record SettleSpending(
    @TargetAggregateIdentifier BudgetBookId budgetBookId, String reservationId, long amountMicros)
    implements BudgetCommand {}
