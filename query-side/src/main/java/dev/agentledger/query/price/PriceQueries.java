package dev.agentledger.query.price;

import dev.agentledger.api.price.FindPriceBook;
import dev.agentledger.api.price.PriceBookView;
import dev.agentledger.query.Documents;
import dev.agentledger.query.Selection;
import java.util.concurrent.CompletableFuture;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Answers questions about prices. */
@Component
class PriceQueries {

  private final DatabaseClient database;

  PriceQueries(DatabaseClient database) {
    this.database = database;
  }

  @QueryHandler
  CompletableFuture<@Nullable PriceBookView> handle(FindPriceBook query) {
    return Selection.of("select view from price_book")
        .where("tenant = :tenant", "tenant", query.tenant())
        .where("version = :version", "version", query.version())
        .orderBy("version desc", 1)
        .read(database, row -> Documents.read(Selection.text(row, "view"), PriceBookView.class))
        .next()
        .switchIfEmpty(
            Mono.fromSupplier(() -> isDefault(query.version()) ? PriceBookView.DEFAULT : null))
        .toFuture();
  }

  private static boolean isDefault(@Nullable Integer version) {
    return version == null || version == PriceBookView.DEFAULT.version();
  }
}
