package dev.agentledger.saga.money;

import dev.agentledger.api.budget.BudgetList;
import dev.agentledger.api.budget.ListBudgets;
import dev.agentledger.api.price.FindPriceBook;
import dev.agentledger.api.price.PriceBookView;
import dev.agentledger.events.Envelope;
import dev.agentledger.events.budget.BudgetRemoved;
import dev.agentledger.events.budget.BudgetSet;
import dev.agentledger.events.price.PriceBook;
import dev.agentledger.events.price.PriceEvent;
import dev.agentledger.saga.SagaPhases;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.axonframework.common.Registration;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventBus;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.queryhandling.DefaultQueryGateway;
import org.axonframework.queryhandling.QueryBus;
import org.axonframework.queryhandling.QueryGateway;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** The price books and budgets in force, at hand for every call. */
@Component
class MoneyInForce implements SmartLifecycle {

  private static final Duration FRESH = Duration.ofSeconds(1);
  private static final long SECONDS_TO_ANSWER = 10;

  private final EventBus events;
  private final QueryGateway queries;
  private final Latest<Book> books = new Latest<>(this::askForBook, Book::streamVersion, FRESH);
  private final Latest<Caps> caps = new Latest<>(this::askForCaps, Caps::streamVersion, FRESH);
  private @Nullable Registration subscription;

  MoneyInForce(EventBus events, QueryBus queries) {
    this.events = events;
    this.queries = DefaultQueryGateway.builder().queryBus(queries).build();
  }

  /** A price book in force. */
  record Book(int version, PriceBook prices, long streamVersion) {}

  /**
   * What is known of a tenant's budgets.
   *
   * @param counted whether any counts what is spent by day or month
   */
  private record Caps(boolean counted, long streamVersion) {}

  /** The book; empty while readers do not see yet what this node adopted. */
  Optional<Book> book(String tenant) {
    return books.of(tenant);
  }

  /** Whether spending of the tenant may have to be counted; when in doubt it may. */
  boolean mayCount(String tenant) {
    return caps.of(tenant).map(Caps::counted).orElse(true);
  }

  private Book askForBook(String tenant) {
    var view = ask(FindPriceBook.inForce(tenant), PriceBookView.class);
    return new Book(view.version(), view.book(), view.streamVersion());
  }

  private Caps askForCaps(String tenant) {
    var list = ask(new ListBudgets(tenant), BudgetList.class);
    var counted = list.items().stream().anyMatch(budget -> budget.window().hasPeriods());
    return new Caps(counted, list.streamVersion());
  }

  private <R> R ask(Object query, Class<R> answer) {
    try {
      return queries
          .query(query, ResponseTypes.instanceOf(answer))
          .get(SECONDS_TO_ANSWER, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException failure) {
      throw new IllegalStateException(
          "%s was not answered".formatted(query.getClass().getSimpleName()), failure);
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted before the answer", interruption);
    }
  }

  /** Called while the events are being stored, so they do not hold yet. */
  private void beforeCommit(List<? extends EventMessage<?>> stored) {
    if (stored.stream().anyMatch(event -> concerns(event.getPayload()))
        && CurrentUnitOfWork.isStarted()) {
      CurrentUnitOfWork.get().root().afterCommit(_ -> stored.forEach(this::committed));
    }
  }

  private static boolean concerns(Object payload) {
    return payload instanceof PriceEvent || changesBudgets(payload);
  }

  private static boolean changesBudgets(Object payload) {
    return payload instanceof BudgetSet || payload instanceof BudgetRemoved;
  }

  private void committed(EventMessage<?> message) {
    if (message instanceof DomainEventMessage<?> event) {
      var tenant = String.valueOf(event.getMetaData().get(Envelope.TENANT));
      if (event.getPayload() instanceof PriceEvent) {
        books.changed(tenant, event.getSequenceNumber());
      } else if (changesBudgets(event.getPayload())) {
        caps.changed(tenant, event.getSequenceNumber());
      }
    }
  }

  @Override
  public void start() {
    subscription = events.subscribe(this::beforeCommit);
  }

  @Override
  public void stop() {
    if (subscription != null) {
      subscription.cancel();
      subscription = null;
    }
  }

  @Override
  public boolean isRunning() {
    return subscription != null;
  }

  @Override
  public int getPhase() {
    return SagaPhases.WORKERS;
  }
}
