package dev.agentledger.saga.money;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentledger.api.Recorded;
import dev.agentledger.api.Usd;
import dev.agentledger.api.budget.BudgetCommand;
import dev.agentledger.api.budget.BudgetList;
import dev.agentledger.api.budget.BudgetView;
import dev.agentledger.api.budget.CloseSpendingOfRun;
import dev.agentledger.api.budget.ListBudgets;
import dev.agentledger.api.budget.ReleaseSpending;
import dev.agentledger.api.budget.ReservationAnswer;
import dev.agentledger.api.budget.ReserveSpending;
import dev.agentledger.api.budget.SettleSpending;
import dev.agentledger.api.budget.Shortfall;
import dev.agentledger.api.price.FindPriceBook;
import dev.agentledger.api.price.PriceBookView;
import dev.agentledger.events.DomainEvent;
import dev.agentledger.events.Envelope;
import dev.agentledger.events.EventSamples;
import dev.agentledger.events.budget.AtCap;
import dev.agentledger.events.budget.BudgetBookId;
import dev.agentledger.events.budget.BudgetWindow;
import dev.agentledger.events.price.PriceBook;
import dev.agentledger.events.price.PriceBookAdopted;
import dev.agentledger.events.price.PriceBookAmended;
import dev.agentledger.events.price.PriceBookId;
import dev.agentledger.events.price.UnknownPrices;
import dev.agentledger.events.run.RunId;
import dev.agentledger.events.run.TokenUsage;
import dev.agentledger.saga.SagaCommands;
import dev.agentledger.saga.money.Admission.Granted;
import dev.agentledger.saga.money.Admission.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.SimpleEventBus;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.queryhandling.SimpleQueryBus;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** How the worker asks for money and prices, with the two other sides at the ends of the buses. */
class MoneyTest {

  private static final Envelope ADA = Envelope.of("acme", "ada", "api-key:key_1");
  private static final BudgetBookId BUDGETS = BudgetBookId.of("acme");
  private static final PriceBookId PRICES = PriceBookId.of("acme");
  private static final RunId RUN = new RunId("run_1");
  private static final Instant MIDNIGHT = Instant.parse("2026-01-16T00:00:00Z");

  private final SimpleCommandBus commands = SimpleCommandBus.builder().build();
  private final SimpleQueryBus queries = SimpleQueryBus.builder().build();
  private final SimpleEventBus events = SimpleEventBus.builder().build();
  private final List<BudgetCommand> sent = new CopyOnWriteArrayList<>();
  private final AtomicInteger asked = new AtomicInteger();

  private final MoneyInForce inForce = new MoneyInForce(events, queries);
  private final Spending spending = new BudgetedSpending(new SagaCommands(commands), inForce);
  private final Prices prices = new BookedPrices(inForce);

  private volatile BudgetList budgets = BudgetList.EMPTY;
  private volatile PriceBookView book = PriceBookView.DEFAULT;
  private PriceBookView late = PriceBookView.DEFAULT;
  private final AtomicInteger lateFor = new AtomicInteger();
  private volatile ReservationAnswer answer = answer(true, null);

  @BeforeEach
  void connect() {
    queries.<BudgetList>subscribe(
        ListBudgets.class.getName(), BudgetList.class, _ -> answered(() -> budgets));
    queries.<PriceBookView>subscribe(
        FindPriceBook.class.getName(), PriceBookView.class, _ -> answered(this::bookAsRead));
    take(ReserveSpending.class, () -> answer);
    take(SettleSpending.class, MoneyTest::recorded);
    take(ReleaseSpending.class, MoneyTest::recorded);
    take(CloseSpendingOfRun.class, MoneyTest::recorded);
    inForce.start();
  }

  @AfterEach
  void disconnect() {
    inForce.stop();
  }

  @Nested
  class WithoutBudgets {

    @Test
    void everythingIsGrantedAndNothingSent() {
      var granted = (Granted) spending.reserve(order("a", null, 1_000));
      spending.settle(granted, 900, ADA);
      spending.release(granted, ADA);
      spending.closeRun(RUN, ADA);

      assertThat(granted).isEqualTo(new Granted("acme", "a", false, 1_000));
      assertThat(sent).isEmpty();
    }

    @Test
    void whatIsKnownIsNotAskedForEachTime() {
      for (var call = 0; call < 1_000; call++) {
        spending.reserve(order("call " + call, null, 1));
      }

      assertThat(asked.get()).isLessThan(100);
    }

    @Test
    void aBudgetThatThisNodeSetsIsKeptToAtOnceEvenBeforeReadersSeeIt() {
      spending.reserve(order("before", null, 1));

      committed(0, EventSamples.BUDGET_SET);
      spending.reserve(order("after", null, 1));

      assertThat(sent).singleElement().isInstanceOf(ReserveSpending.class);
    }

    @Test
    void aBudgetThatAnotherNodeSetsIsNoticed() {
      spending.reserve(order("before", null, 1));
      budgets = listOf(BudgetWindow.DAY);

      Awaitility.await()
          .atMost(Duration.ofSeconds(3))
          .untilAsserted(
              () -> {
                spending.reserve(order("after", null, 1));
                assertThat(sent).isNotEmpty();
              });
    }

    @Test
    void aBudgetOfEachRunIsLeftToTheRun() {
      budgets = listOf(BudgetWindow.RUN);

      assertThat(spending.reserve(order("a", null, 1)))
          .isEqualTo(new Granted("acme", "a", false, 1));
      assertThat(sent).isEmpty();
    }
  }

  @Nested
  class WithABudget {

    @BeforeEach
    void limit() {
      budgets = listOf(BudgetWindow.DAY);
    }

    @Test
    void aCallIsReservedAndSettled() {
      var granted = (Granted) spending.reserve(order("b", "a", 1_000));
      spending.settle(granted, 900, ADA);
      spending.closeRun(RUN, ADA);

      assertThat(granted).isEqualTo(new Granted("acme", "b", true, 1_000));
      assertThat(sent).hasSize(3);
      assertThat((ReserveSpending) sent.getFirst())
          .extracting(
              ReserveSpending::budgetBookId,
              ReserveSpending::reservationId,
              ReserveSpending::supersedes,
              ReserveSpending::amountMicros,
              ReserveSpending::user)
          .containsExactly(BUDGETS, "b", "a", 1_000L, "grace");
      assertThat(sent.subList(1, 3))
          .containsExactly(
              new SettleSpending(BUDGETS, "b", 900), new CloseSpendingOfRun(BUDGETS, RUN));
    }

    @Test
    void whatWasNotSpentIsReleased() {
      spending.release((Granted) spending.reserve(order("a", null, 1_000)), ADA);

      assertThat(sent).last().isEqualTo(new ReleaseSpending(BUDGETS, "a"));
    }

    @Test
    void whatNoBudgetLimitsIsGrantedWithoutBeingCounted() {
      answer = answer(false, null);

      spending.settle((Granted) spending.reserve(order("a", null, 1_000)), 900, ADA);

      assertThat(sent).singleElement().isInstanceOf(ReserveSpending.class);
    }

    @Test
    void whatIsFreeIsNotAskedForUnlessALostAttemptMustBeCharged() {
      spending.reserve(order("a", null, 0));
      assertThat(sent).isEmpty();

      spending.reserve(order("b", "a", 0));
      assertThat(sent).hasSize(1);
    }

    @Test
    void aRefusalSaysWhatIsShortAndWhatToDo() {
      answer =
          answer(false, new Shortfall("daily", "2026-01-15", MIDNIGHT, AtCap.SUSPEND, 250_000, -5));

      assertThat(spending.reserve(order("a", null, 250_000)))
          .isEqualTo(
              new Refused(
                  true,
                  "The next call can cost 0.25 US dollars and budget daily has 0.00 left until"
                      + " 2026-01-16T00:00:00Z; raise its cap, or wait",
                  "daily"));
    }

    @Test
    void aBudgetThatFailsRunsSaysSo() {
      answer = answer(false, new Shortfall("daily", "2026-01", MIDNIGHT, AtCap.FAIL, 2, 1));

      assertThat(((Refused) spending.reserve(order("a", null, 2))).suspend()).isFalse();
    }
  }

  @Nested
  class Quoting {

    @Test
    void byDefaultRehearsalsAreFreeAndOtherPricesUnknown() {
      assertThat(prices.quote("acme", "rehearsal", "echo"))
          .isInstanceOfSatisfying(
              PriceQuote.Known.class,
              known -> assertThat(known.rates().costMicros(thousandOfInput())).isZero());
      assertThat(prices.quote("acme", "openai", "gpt-5"))
          .isEqualTo(
              new PriceQuote.UnknownRefused(
                  0,
                  "The default price book has no price of model gpt-5 of provider openai, and calls"
                      + " of unknown price are refused; add the price, or let the book allow"
                      + " unknown prices"));
    }

    @Test
    void aBookMayAllowUnknownPrices() {
      adopt(new PriceBook(List.of(), UnknownPrices.ALLOW), 7);

      assertThat(prices.quote("acme", "openai", "gpt-5"))
          .isEqualTo(new PriceQuote.UnknownAllowed(7));
    }

    @Test
    void whatThisNodeAmendsCountsAtOnceHoweverLateReadersAre() {
      adopt(EventSamples.PRICE_BOOK_AMENDED.book(), 1);
      assertThat(prices.quote("acme", "anthropic", "claude-9").bookVersion()).isEqualTo(1);

      committed(1, new PriceBookAmended(PRICES, 2, EventSamples.PRICE_BOOK_AMENDED.book(), null));
      lateFor.set(3);
      late = book;
      adopt(EventSamples.PRICE_BOOK_AMENDED.book(), 2);

      assertThat(prices.quote("acme", "anthropic", "claude-9"))
          .isInstanceOfSatisfying(
              PriceQuote.Known.class,
              known -> {
                assertThat(known.bookVersion()).isEqualTo(2);
                assertThat(known.rates().costMicros(thousandOfInput())).isEqualTo(3_010);
              });
      assertThat(lateFor).hasNegativeValue();
    }

    @Test
    void theBookIsNotAskedForEachTime() {
      for (var call = 0; call < 1_000; call++) {
        prices.quote("acme", "rehearsal", "echo");
      }

      assertThat(asked.get()).isLessThan(100);
    }

    private static TokenUsage thousandOfInput() {
      return new TokenUsage(1_000, 0, 0, 0, 0);
    }

    private void adopt(PriceBook adopted, int version) {
      book = PriceBookView.of(version, adopted, null, MIDNIGHT, "ada", version - 1);
    }

    @Test
    void theFirstBookOfATenantCountsToo() {
      prices.quote("acme", "rehearsal", "echo");
      committed(0, new PriceBookAdopted(PRICES, 1, PriceBook.DEFAULT, null));
      adopt(PriceBook.DEFAULT, 1);

      assertThat(prices.quote("acme", "rehearsal", "echo").bookVersion()).isEqualTo(1);
    }
  }

  private static Spending.Order order(String id, @Nullable String supersedes, long worstCase) {
    return new Spending.Order(ADA, RUN, EventSamples.AGENT, "grace", id, supersedes, worstCase);
  }

  private static BudgetList listOf(BudgetWindow window) {
    return new BudgetList(
        List.of(
            new BudgetView(
                "daily",
                "project",
                window,
                new Usd(1),
                AtCap.FAIL,
                null,
                null,
                MIDNIGHT,
                "ada",
                0)),
        0);
  }

  /** The book, or for a few questions still the one before it. */
  private PriceBookView bookAsRead() {
    return lateFor.getAndDecrement() > 0 ? late : book;
  }

  private static ReservationAnswer answer(boolean counted, @Nullable Shortfall shortfall) {
    return new ReservationAnswer(recorded(), counted, shortfall);
  }

  private static Recorded recorded() {
    return new Recorded(1, 1, List.of());
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

  /** What this node commits, as its event store publishes it. */
  private void committed(long version, DomainEvent fact) {
    var unit = DefaultUnitOfWork.startAndGet(null);
    events.publish(
        new GenericDomainEventMessage<>("money", "stream", version, fact, ADA.toMetadata()));
    unit.commit();
  }
}
