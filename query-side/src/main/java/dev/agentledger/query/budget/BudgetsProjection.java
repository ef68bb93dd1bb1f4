package dev.agentledger.query.budget;

import dev.agentledger.api.budget.ListBudgets;
import dev.agentledger.events.budget.BudgetEvent;
import dev.agentledger.query.Documents;
import dev.agentledger.query.projection.Columns;
import dev.agentledger.query.projection.ProjectedEvent;
import dev.agentledger.query.projection.StoredViews;
import dev.agentledger.query.projection.StreamProjection;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.axonframework.queryhandling.QueryUpdateEmitter;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Keeps the budgets of each tenant. */
@Component
class BudgetsProjection extends StreamProjection<BudgetEvent, BudgetBook> {

  static final String NAME = "budgets";

  BudgetsProjection() {
    super(BudgetEvent.class, BudgetBook.class);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public List<String> tables() {
    return List.of("budget_book");
  }

  @Override
  protected Map<String, BudgetBook> load(Connection connection, String[] streamIds)
      throws SQLException {
    return StoredViews.read(
        connection,
        "select book_id, book from budget_book where book_id = any(?)",
        streamIds,
        row -> Documents.read(row.getString(2), BudgetBook.class));
  }

  @Override
  protected BudgetBook evolve(@Nullable BudgetBook before, BudgetEvent fact, ProjectedEvent event) {
    return BudgetBook.evolve(before, fact, event);
  }

  @Override
  protected long versionOf(BudgetBook book) {
    return book.streamVersion();
  }

  @Override
  protected void save(Connection connection, Collection<Change<BudgetBook>> changes)
      throws SQLException {
    Columns.of(changes)
        .text(Change::streamId)
        .text(change -> Documents.column(change.tenant()))
        .number(change -> change.view().streamVersion())
        .text(change -> Documents.write(change.view()))
        .write(
            connection,
            """
            insert into budget_book (book_id, tenant, stream_version, book)
            select * from unnest(?, ?, ?, ?)
            on conflict (book_id) do update
              set stream_version = excluded.stream_version, book = excluded.book
              where budget_book.stream_version < excluded.stream_version
            """);
  }

  @Override
  protected void announce(String tenant, BudgetBook after, QueryUpdateEmitter updates) {
    updates.emit(
        ListBudgets.class,
        query -> query.tenant().equals(tenant),
        BudgetViews.all(after, after.at()));
  }
}
