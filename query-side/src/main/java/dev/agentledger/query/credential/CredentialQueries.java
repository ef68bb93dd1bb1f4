package dev.agentledger.query.credential;

import dev.agentledger.api.credential.CredentialPage;
import dev.agentledger.api.credential.CredentialView;
import dev.agentledger.api.credential.FindCredential;
import dev.agentledger.api.credential.ListCredentials;
import dev.agentledger.query.Cursor;
import dev.agentledger.query.Documents;
import dev.agentledger.query.Pages;
import dev.agentledger.query.Selection;
import io.r2dbc.spi.Readable;
import java.util.concurrent.CompletableFuture;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;

/** Answers questions about credentials. */
@Component
class CredentialQueries {

  private final DatabaseClient database;

  CredentialQueries(DatabaseClient database) {
    this.database = database;
  }

  @QueryHandler
  CompletableFuture<@Nullable CredentialView> handle(FindCredential query) {
    return Selection.of("select view from credential")
        .where("credential_id = :credential", "credential", query.credentialId().value())
        .where("tenant = :tenant", "tenant", query.tenant())
        .read(database, CredentialQueries::view)
        .next()
        .toFuture();
  }

  @QueryHandler
  CompletableFuture<@Nullable CredentialPage> handle(ListCredentials query) {
    var size = Pages.size(query.limit());
    var after =
        query.cursor() == null ? null : Cursor.read(query.cursor(), 1, keys -> keys.getFirst());
    var credentials =
        Selection.of("select view from credential")
            .where("tenant = :tenant", "tenant", query.tenant())
            .where("name > :after", "after", after)
            .orderBy("name", size + 1)
            .read(database, CredentialQueries::view);
    return Pages.cut(
            credentials, size, credential -> Cursor.after(credential.name()), CredentialPage::new)
        .toFuture();
  }

  private static CredentialView view(Readable row) {
    return Documents.read(Selection.text(row, "view"), CredentialView.class);
  }
}
