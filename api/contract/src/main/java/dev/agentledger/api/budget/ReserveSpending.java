package dev.agentledger.api.budget;

import dev.agentledger.events.agent.AgentId;
import dev.agentledger.events.budget.BudgetBookId;
import dev.agentledger.events.run.RunId;
import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Keep the most that a call can cost in every budget that limits it, or in none; answered by a
 * {@link ReservationAnswer}.
 *
 * @param user for whom the run was started
 * @param amountMicros in millionths of a US dollar; what costs nothing is not reserved
 * @param supersedes the reservation of a lost attempt at the same call, which is charged in full
 */
public record ReserveSpending(
    @TargetAggregateIdentifier BudgetBookId budgetBookId,
    String reservationId,
    RunId runId,
    AgentId agentId,
    String user,
    long amountMicros,
    Instant at,
    @Nullable String supersedes)
    implements BudgetCommand {}
