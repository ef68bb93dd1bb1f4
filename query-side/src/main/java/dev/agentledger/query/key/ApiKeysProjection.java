package dev.agentledger.query.key;

import dev.agentledger.api.key.FindKey;
import dev.agentledger.api.key.KeyView;
import dev.agentledger.events.key.KeyEvent;
import dev.agentledger.events.key.KeyIssued;
import dev.agentledger.events.key.KeyRevoked;
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

/** Keeps the list of keys. */
@Component
class ApiKeysProjection extends StreamProjection<KeyEvent, KeyView> {

  ApiKeysProjection() {
    super(KeyEvent.class, KeyView.class);
  }

  @Override
  public String name() {
    return "api-keys";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public List<String> tables() {
    return List.of("api_key");
  }

  @Override
  protected Map<String, KeyView> load(Connection connection, String[] streamIds)
      throws SQLException {
    return StoredViews.read(
        connection,
        "select key_id, view from api_key where key_id = any(?)",
        streamIds,
        row -> Documents.read(row.getString(2), KeyView.class));
  }

  @Override
  protected KeyView evolve(@Nullable KeyView before, KeyEvent fact, ProjectedEvent event) {
    return switch (fact) {
      case KeyIssued issued ->
          new KeyView(
              issued.keyId(),
              issued.name(),
              issued.owner(),
              issued.project(),
              issued.roles(),
              issued.expiresAt(),
              false,
              event.at(),
              event.actor(),
              event.sequence());
      case KeyRevoked revoked -> revoked(before, revoked, event.sequence());
    };
  }

  private static KeyView revoked(@Nullable KeyView key, KeyRevoked revoked, long sequence) {
    if (key == null) {
      throw new IllegalStateException(
          "The history of key %s does not begin with its issue".formatted(revoked.keyId()));
    }
    return new KeyView(
        key.keyId(),
        key.name(),
        key.owner(),
        key.project(),
        key.roles(),
        key.expiresAt(),
        true,
        key.issuedAt(),
        key.issuedBy(),
        sequence);
  }

  @Override
  protected long versionOf(KeyView view) {
    return view.streamVersion();
  }

  @Override
  protected void save(Connection connection, Collection<Change<KeyView>> changes)
      throws SQLException {
    Columns.of(changes)
        .text(Change::streamId)
        .text(change -> Documents.column(change.view().project()))
        .text(change -> Documents.column(change.view().name()))
        .number(change -> change.view().streamVersion())
        .text(change -> Documents.write(change.view()))
        .write(
            connection,
            """
            insert into api_key (key_id, project, name, stream_version, view)
            select * from unnest(?, ?, ?, ?, ?)
            on conflict (key_id) do update
              set stream_version = excluded.stream_version, view = excluded.view
              where api_key.stream_version < excluded.stream_version
            """);
  }

  @Override
  protected void announce(String tenant, KeyView after, QueryUpdateEmitter updates) {
    updates.emit(FindKey.class, query -> query.keyId().equals(after.keyId()), after);
  }
}
