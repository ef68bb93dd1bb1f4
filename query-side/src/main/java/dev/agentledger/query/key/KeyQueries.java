package dev.agentledger.query.key;

import dev.agentledger.api.key.FindKey;
import dev.agentledger.api.key.KeyPage;
import dev.agentledger.api.key.KeyView;
import dev.agentledger.api.key.ListKeys;
import dev.agentledger.query.Cursor;
import dev.agentledger.query.Documents;
import dev.agentledger.query.Pages;
import dev.agentledger.query.Selection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;

/** Answers questions about keys. */
@Component
class KeyQueries {

  private final DatabaseClient database;

  KeyQueries(DatabaseClient database) {
    this.database = database;
  }

  @QueryHandler
  CompletableFuture<@Nullable KeyView> handle(FindKey query) {
    return Selection.of("select view from api_key")
        .where("key_id = :key", "key", query.keyId().value())
        .read(database, row -> Documents.read(Selection.text(row, "view"), KeyView.class))
        .next()
        .toFuture();
  }

  @QueryHandler
  CompletableFuture<@Nullable KeyPage> handle(ListKeys query) {
    var size = Pages.size(query.limit());
    var keys =
        Selection.of("select view from api_key")
            .where("project = :project", "project", query.project());
    if (query.cursor() != null) {
      var after = Cursor.read(query.cursor(), 2, List::copyOf);
      keys.where("(name, key_id) > (:name, :key)", "name", after.get(0)).bind("key", after.get(1));
    }
    return Pages.cut(
            keys.orderBy("name, key_id", size + 1)
                .read(database, row -> Documents.read(Selection.text(row, "view"), KeyView.class)),
            size,
            key -> Cursor.after(Documents.column(key.name()), key.keyId()),
            KeyPage::new)
        .toFuture();
  }
}
