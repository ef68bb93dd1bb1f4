package dev.agentledger.command.budget;

import dev.agentledger.api.Recorded;
import dev.agentledger.api.budget.BudgetCommand;
import dev.agentledger.api.budget.CloseSpendingOfRun;
import dev.agentledger.api.budget.ReleaseSpending;
import dev.agentledger.api.budget.RemoveBudget;
import dev.agentledger.api.budget.ReservationAnswer;
import dev.agentledger.api.budget.ReserveSpending;
import dev.agentledger.api.budget.SetBudget;
import dev.agentledger.api.budget.SettleSpending;
import dev.agentledger.command.CommandConfiguration;
import dev.agentledger.command.Decides;
import dev.agentledger.command.Owner;
import dev.agentledger.command.Recording;
import dev.agentledger.events.budget.BudgetBookId;
import dev.agentledger.events.budget.BudgetEvent;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.serialization.Revision;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/**
 * Axon's handle on the budgets of a tenant: routes commands to {@link BudgetDecisions} and facts to
 * {@link BudgetState}.
 */
@Aggregate(
    type = "budget",
    cache = CommandConfiguration.CACHE,
    snapshotTriggerDefinition = CommandConfiguration.SNAPSHOTS)
@Revision("1")
final class Budgets {

  @AggregateIdentifier
  @SuppressWarnings("UnusedVariable") // Axon reads it
  private @Nullable BudgetBookId budgetBookId;

  private Owner owner = Owner.unknownOf("Book of budgets");
  private BudgetState state = BudgetState.EMPTY;

  private Budgets() {}

  @Decides
  Recorded handle(SetBudget command, MetaData metadata) {
    return decide(command, metadata);
  }

  @Decides
  Recorded handle(RemoveBudget command, MetaData metadata) {
    return decide(command, metadata);
  }

  @Decides
  ReservationAnswer handle(ReserveSpending command, MetaData metadata) {
    var admission = Admission.of(state, command);
    var recorded = Recording.of(metadata, owner, command.budgetBookId(), admission::facts);
    return new ReservationAnswer(recorded, admission.counted(), admission.shortfall());
  }

  @Decides
  Recorded handle(SettleSpending command, MetaData metadata) {
    return decide(command, metadata);
  }

  @Decides
  Recorded handle(ReleaseSpending command, MetaData metadata) {
    return decide(command, metadata);
  }

  @Decides
  Recorded handle(CloseSpendingOfRun command, MetaData metadata) {
    return decide(command, metadata);
  }

  @EventSourcingHandler
  void on(BudgetEvent event, MetaData metadata) {
    owner = owner.orFrom(metadata);
    budgetBookId = event.budgetBookId();
    state = BudgetState.evolve(state, event);
  }

  private Recorded decide(BudgetCommand command, MetaData metadata) {
    return Recording.of(
        metadata, owner, command.budgetBookId(), () -> BudgetDecisions.decide(state, command));
  }
}
