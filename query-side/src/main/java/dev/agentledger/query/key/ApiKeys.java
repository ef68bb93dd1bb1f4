package dev.agentledger.query.key;

import dev.agentledger.api.key.KeyView;
import dev.agentledger.events.key.KeyId;
import dev.agentledger.query.Documents;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of keys, written on the event processor's transaction. */
@Component
class ApiKeys {

  private final JdbcClient database;

  ApiKeys(JdbcClient database) {
    this.database = database;
  }

  @Nullable KeyView find(KeyId keyId) {
    return database
        .sql("select view from api_key where key_id = :key")
        .param("key", keyId.value())
        .query((row, _) -> Documents.read(row.getString("view"), KeyView.class))
        .optional()
        .orElse(null);
  }

  void save(KeyView key) {
    database
        .sql(
            """
            insert into api_key (key_id, project, name, stream_version, view)
            values (:key, :project, :name, :version, :view)
            on conflict (key_id) do update
              set stream_version = excluded.stream_version, view = excluded.view
            """)
        .param("key", key.keyId().value())
        .param("project", Documents.column(key.project()))
        .param("name", Documents.column(key.name()))
        .param("version", key.streamVersion())
        .param("view", Documents.write(key))
        .update();
  }

  void clear() {
    database.sql("delete from api_key").update();
  }
}
