package dev.agentledger.query.price;

import dev.agentledger.api.price.FindPriceBook;
import dev.agentledger.api.price.PriceBookView;
import dev.agentledger.events.price.PriceBookAdopted;
import dev.agentledger.events.price.PriceBookAmended;
import dev.agentledger.events.price.PriceEvent;
import dev.agentledger.query.Documents;
import dev.agentledger.query.projection.Columns;
import dev.agentledger.query.projection.ProjectedEvent;
import dev.agentledger.query.projection.StreamProjection;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.axonframework.queryhandling.QueryUpdateEmitter;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Keeps every version of each tenant's price book. */
@Component
class PriceBookProjection extends StreamProjection<PriceEvent, PriceBookView> {

  private record Version(String tenant, PriceBookView view) {}

  PriceBookProjection() {
    super(PriceEvent.class, PriceBookView.class);
  }

  @Override
  public String name() {
    return "price-book";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public List<String> tables() {
    return List.of("price_book");
  }

  /** Each event holds the whole book, so what was there before does not matter. */
  @Override
  protected Map<String, PriceBookView> load(Connection connection, String[] streamIds) {
    return Map.of();
  }

  @Override
  protected PriceBookView evolve(
      @Nullable PriceBookView before, PriceEvent fact, ProjectedEvent event) {
    return viewOf(fact, event);
  }

  private static PriceBookView viewOf(PriceEvent fact, ProjectedEvent event) {
    return switch (fact) {
      case PriceBookAdopted(_, var version, var book, var reason) ->
          PriceBookView.of(version, book, reason, event.at(), event.actor(), event.sequence());
      case PriceBookAmended(_, var version, var book, var reason) ->
          PriceBookView.of(version, book, reason, event.at(), event.actor(), event.sequence());
    };
  }

  @Override
  protected long versionOf(PriceBookView view) {
    return view.streamVersion();
  }

  @Override
  protected void save(Connection connection, Collection<Change<PriceBookView>> changes)
      throws SQLException {
    Columns.of(changes.stream().flatMap(change -> versions(change).stream()).toList())
        .text(version -> Documents.column(version.tenant()))
        .number(version -> version.view().version())
        .number(version -> version.view().streamVersion())
        .text(version -> Documents.write(version.view()))
        .write(
            connection,
            """
            insert into price_book (tenant, version, stream_version, view)
            select * from unnest(?, ?, ?, ?)
            on conflict (tenant, version) do nothing
            """);
  }

  private static List<Version> versions(Change<PriceBookView> change) {
    return change.events().stream()
        .map(event -> new Version(change.tenant(), viewOf((PriceEvent) event.fact(), event)))
        .toList();
  }

  @Override
  protected void announce(String tenant, PriceBookView after, QueryUpdateEmitter updates) {
    updates.emit(
        FindPriceBook.class,
        query -> query.tenant().equals(tenant) && query.version() == null,
        after);
  }
}
