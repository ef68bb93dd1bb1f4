package dev.agentledger.server.security;

import dev.agentledger.events.key.KeyId;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Which secret opens which key; the table {@code key_secret}. */
@Repository
public class KeySecrets {

  private final DatabaseClient database;

  KeySecrets(DatabaseClient database) {
    this.database = database;
  }

  /** The key that the secret opens; empty when it opens none. */
  public Mono<KeyId> keyOf(Secret secret) {
    return database
        .sql("select key_id from key_secret where digest = :digest")
        .bind("digest", secret.digest())
        .mapValue(String.class)
        .one()
        .map(KeyId::new);
  }

  /** Whether the key has a secret, whatever the key is good for. */
  public Mono<Boolean> opens(KeyId keyId) {
    return database
        .sql("select exists (select from key_secret where key_id = :keyId)")
        .bind("keyId", keyId.value())
        .mapValue(Boolean.class)
        .one();
  }

  /**
   * Makes this the only secret that opens the key.
   *
   * @param fence of the request that does so
   * @return false when a later attempt at the same request has done it already
   */
  public Mono<Boolean> replace(KeyId keyId, Secret secret, long fence) {
    return database
        .sql(
            """
            insert into key_secret (digest, key_id, fence) values (:digest, :keyId, :fence)
            on conflict (key_id) do update set digest = excluded.digest, fence = excluded.fence
            where key_secret.fence < excluded.fence
            """)
        .bind("digest", secret.digest())
        .bind("keyId", keyId.value())
        .bind("fence", fence)
        .fetch()
        .rowsUpdated()
        .map(rows -> rows == 1);
  }
}
