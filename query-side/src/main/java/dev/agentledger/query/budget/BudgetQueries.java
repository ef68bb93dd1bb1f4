package dev.agentledger.query.budget;

import dev.agentledger.api.budget.BudgetList;
import dev.agentledger.api.budget.BudgetView;
import dev.agentledger.api.budget.FindBudget;
import dev.agentledger.api.budget.FindRunAllowance;
import dev.agentledger.api.budget.ListBudgets;
import dev.agentledger.api.budget.RunAllowance;
import dev.agentledger.query.Documents;
import dev.agentledger.query.Selection;
import dev.agentledger.query.projection.KeptReading;
import dev.agentledger.query.projection.KeptReadings;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Answers questions about budgets: which period runs is told by the clock of the database. */
@Component
class BudgetQueries {

  private final DatabaseClient database;

  /** Each start of a run asks for the budgets of its tenant. */
  private final KeptReading<String, BookThen> books;

  BudgetQueries(DatabaseClient database, KeptReadings readings) {
    this.database = database;
    books = readings.of(BudgetsProjection.NAME, this::read);
  }

  @QueryHandler
  CompletableFuture<@Nullable BudgetList> handle(ListBudgets query) {
    return now(query.tenant(), BudgetViews::all).defaultIfEmpty(BudgetList.EMPTY).toFuture();
  }

  @QueryHandler
  CompletableFuture<@Nullable BudgetView> handle(FindBudget query) {
    return now(query.tenant(), (book, now) -> BudgetViews.one(book, query.name(), now))
        .flatMap(Mono::justOrEmpty)
        .toFuture();
  }

  @QueryHandler
  CompletableFuture<@Nullable RunAllowance> handle(FindRunAllowance query) {
    return now(
            query.tenant(),
            (book, now) -> BudgetViews.allowance(book, query.agentId(), query.user(), now))
        .defaultIfEmpty(RunAllowance.UNLIMITED)
        .toFuture();
  }

  /**
   * The budgets of a tenant.
   *
   * @param then when they were read, by the database's clock
   * @param nanos the same by {@link System#nanoTime}
   */
  private record BookThen(BudgetBook book, Instant then, long nanos) {

    Instant now() {
      return then.plusNanos(System.nanoTime() - nanos);
    }
  }

  private <T> Mono<T> now(String tenant, BiFunction<BudgetBook, Instant, T> view) {
    return Mono.fromFuture(() -> books.of(tenant))
        .map(found -> view.apply(found.book(), found.now()));
  }

  private Mono<BookThen> read(String tenant) {
    return Selection.of("select book, statement_timestamp() as now from budget_book")
        .where("tenant = :tenant", "tenant", tenant)
        .read(database, row -> new BookThen(book(row), now(row), System.nanoTime()))
        .next();
  }

  private static BudgetBook book(Readable row) {
    return Documents.read(Selection.text(row, "book"), BudgetBook.class);
  }

  private static Instant now(Readable row) {
    return Objects.requireNonNull(row.get("now", Instant.class), "now");
  }
}
