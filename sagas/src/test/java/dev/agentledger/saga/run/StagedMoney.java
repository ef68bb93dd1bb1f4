package dev.agentledger.saga.run;

import dev.agentledger.events.Envelope;
import dev.agentledger.events.run.RunId;
import dev.agentledger.events.run.TokenUsage;
import dev.agentledger.saga.money.Admission;
import dev.agentledger.saga.money.PriceQuote;
import dev.agentledger.saga.money.Prices;
import dev.agentledger.saga.money.Spending;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A millionth of a dollar for each token, a purse that can be empty, and a book of what was done.
 */
final class StagedMoney implements Prices, Spending {

  final Queue<Order> orders = new ConcurrentLinkedQueue<>();

  /** What was done with each reservation, such as {@code run_1/1/1 paid 12}. */
  final Queue<String> book = new ConcurrentLinkedQueue<>();

  volatile boolean empty;

  @Override
  public PriceQuote quote(String tenant, String provider, String model) {
    return new PriceQuote.Known(7, TokenUsage::total);
  }

  @Override
  public Admission reserve(Order order) {
    orders.add(order);
    return empty
        ? new Admission.Refused(true, "The budget is spent", "all")
        : new Admission.Granted(
            order.envelope().tenant(), order.reservationId(), true, order.worstCaseMicros());
  }

  @Override
  public void settle(Admission.Granted grant, long costMicros, Envelope envelope) {
    book.add("%s paid %d".formatted(grant.reservationId(), costMicros));
  }

  @Override
  public void release(Admission.Granted grant, Envelope envelope) {
    book.add("%s put back".formatted(grant.reservationId()));
  }

  @Override
  public void closeRun(RunId runId, Envelope envelope) {
    book.add("%s closed".formatted(runId));
  }
}
