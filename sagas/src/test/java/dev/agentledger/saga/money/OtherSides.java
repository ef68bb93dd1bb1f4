package dev.agentledger.saga.money;

import dev.agentledger.api.Recorded;
import dev.agentledger.api.budget.BudgetCommand;
import dev.agentledger.api.budget.BudgetList;
import dev.agentledger.api.budget.CloseSpendingOfRun;
import dev.agentledger.api.budget.ListBudgets;
import dev.agentledger.api.budget.ReleaseSpending;
import dev.agentledger.api.budget.ReservationAnswer;
import dev.agentledger.api.budget.ReserveSpending;
import dev.agentledger.api.budget.SettleSpending;
import dev.agentledger.api.price.FindPriceBook;
import dev.agentledger.api.price.PriceBookView;
import dev.agentledger.events.DomainEvent;
import dev.agentledger.events.Envelope;
import dev.agentledger.saga.SagaCommands;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.SimpleEventBus;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.queryhandling.SimpleQueryBus;

/** What the worker talks to: the two other sides at the ends of the buses. */
final class OtherSides implements AutoCloseable {

  static final Envelope ADA = Envelope.of("acme", "ada", "api-key:key_1");

  private final SimpleCommandBus commands = SimpleCommandBus.builder().build();
  private final SimpleQueryBus queries = SimpleQueryBus.builder().build();
  private final SimpleEventBus events = SimpleEventBus.builder().build();

  final List<BudgetCommand> sent = new CopyOnWriteArrayList<>();
  final AtomicInteger asked = new AtomicInteger();
  final MoneyInForce inForce = new MoneyInForce(events, queries);

  volatile BudgetList budgets = BudgetList.EMPTY;
  volatile ReservationAnswer answer = new ReservationAnswer(recorded(), true, null);
  volatile PriceBookView book = PriceBookView.DEFAULT;

  /** How many questions are still answered by {@link #earlierBook}. */
  final AtomicInteger lateFor = new AtomicInteger();

  volatile PriceBookView earlierBook = PriceBookView.DEFAULT;

  OtherSides() {
    queries.<BudgetList>subscribe(
        ListBudgets.class.getName(), BudgetList.class, _ -> answered(() -> budgets));
    queries.<PriceBookView>subscribe(
        FindPriceBook.class.getName(),
        PriceBookView.class,
        _ -> answered(() -> lateFor.getAndDecrement() > 0 ? earlierBook : book));
    take(ReserveSpending.class, () -> answer);
    take(SettleSpending.class, OtherSides::recorded);
    take(ReleaseSpending.class, OtherSides::recorded);
    take(CloseSpendingOfRun.class, OtherSides::recorded);
    inForce.start();
  }

  private <T> T answered(Supplier<T> view) {
    asked.incrementAndGet();
    return view.get();
  }

  private <C extends BudgetCommand> void take(Class<C> command, Supplier<Object> reply) {
    commands.subscribe(
        command.getName(),
        message -> {
          sent.add(command.cast(message.getPayload()));
          return reply.get();
        });
  }

  static Recorded recorded() {
    return new Recorded(1, 1, List.of());
  }

  SagaCommands commands() {
    return new SagaCommands(commands);
  }

  /** What this node commits, as its event store publishes it. */
  void committed(long version, DomainEvent fact) {
    var unit = DefaultUnitOfWork.startAndGet(null);
    events.publish(
        new GenericDomainEventMessage<>("money", "stream", version, fact, ADA.toMetadata()));
    unit.commit();
  }

  @Override
  public void close() {
    inForce.stop();
  }
}
