package dev.agentledger.saga.money;

import dev.agentledger.api.Usd;
import dev.agentledger.api.budget.CloseSpendingOfRun;
import dev.agentledger.api.budget.ReleaseSpending;
import dev.agentledger.api.budget.ReservationAnswer;
import dev.agentledger.api.budget.ReserveSpending;
import dev.agentledger.api.budget.SettleSpending;
import dev.agentledger.api.budget.Shortfall;
import dev.agentledger.events.Envelope;
import dev.agentledger.events.budget.AtCap;
import dev.agentledger.events.budget.BudgetBookId;
import dev.agentledger.events.run.RunId;
import dev.agentledger.saga.SagaCommands;
import dev.agentledger.saga.money.Admission.Granted;
import dev.agentledger.saga.money.Admission.Refused;
import java.time.Instant;
import org.springframework.stereotype.Component;

/**
 * Spending within the budgets of the tenant.
 *
 * <p>Without budgets that count by day or month there is nothing to ask for, and no command is
 * sent.
 */
@Component
class BudgetedSpending implements Spending {

  private final SagaCommands commands;
  private final MoneyInForce inForce;

  BudgetedSpending(SagaCommands commands, MoneyInForce inForce) {
    this.commands = commands;
    this.inForce = inForce;
  }

  @Override
  public Admission reserve(Order order) {
    var tenant = order.envelope().tenant();
    if (isOfNoConcern(order) || !inForce.mayCount(tenant)) {
      return new Granted(tenant, order.reservationId(), false, order.worstCaseMicros());
    }
    var answer = commands.ask(commandOf(order), ReservationAnswer.class, order.envelope());
    var shortfall = answer.shortfall();
    return shortfall == null
        ? new Granted(tenant, order.reservationId(), answer.counted(), order.worstCaseMicros())
        : refusal(shortfall);
  }

  private static boolean isOfNoConcern(Order order) {
    return order.worstCaseMicros() == 0 && order.supersedes() == null;
  }

  private static ReserveSpending commandOf(Order order) {
    return new ReserveSpending(
        BudgetBookId.of(order.envelope().tenant()),
        order.reservationId(),
        order.runId(),
        order.agentId(),
        order.user(),
        order.worstCaseMicros(),
        Instant.now(),
        order.supersedes());
  }

  private static Refused refusal(Shortfall shortfall) {
    return new Refused(
        shortfall.atCap() == AtCap.SUSPEND,
        "The next call can cost %s US dollars and budget %s has %s left until %s; raise its cap, or wait"
            .formatted(
                new Usd(shortfall.neededMicros()),
                shortfall.budget(),
                new Usd(Math.max(0, shortfall.remainingMicros())),
                shortfall.periodEnds()),
        shortfall.budget());
  }

  @Override
  public void settle(Granted grant, long costMicros, Envelope envelope) {
    if (grant.recorded()) {
      commands.send(
          new SettleSpending(BudgetBookId.of(grant.tenant()), grant.reservationId(), costMicros),
          envelope);
    }
  }

  @Override
  public void release(Granted grant, Envelope envelope) {
    if (grant.recorded()) {
      commands.send(
          new ReleaseSpending(BudgetBookId.of(grant.tenant()), grant.reservationId()), envelope);
    }
  }

  @Override
  public void closeRun(RunId runId, Envelope envelope) {
    if (inForce.mayCount(envelope.tenant())) {
      commands.send(new CloseSpendingOfRun(BudgetBookId.of(envelope.tenant()), runId), envelope);
    }
  }
}
