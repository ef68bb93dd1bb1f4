package dev.agentledger.api.budget;

import dev.agentledger.events.budget.BudgetBookId;
import dev.agentledger.events.run.RunId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Charge in full what a run that ended still has reserved: nobody knows what it cost. */
public record CloseSpendingOfRun(@TargetAggregateIdentifier BudgetBookId budgetBookId, RunId runId)
    implements BudgetCommand {}
