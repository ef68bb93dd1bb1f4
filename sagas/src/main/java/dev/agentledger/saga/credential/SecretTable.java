package dev.agentledger.saga.credential;

import dev.agentledger.events.credential.CredentialId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code credential_secret}. */
@Repository
class SecretTable {

  private static final String COLUMNS =
      "tenant, credential_id, secret_id, key_id, sealed, token, token_version";

  private final JdbcClient database;

  SecretTable(JdbcClient database) {
    this.database = database;
  }

  /** Where a secret stands, and what it is sealed for. */
  record Place(String tenant, CredentialId credentialId, String secretId) {

    /** No part can hold the character between them. */
    String ofSecret() {
      return String.join("\0", "secret", tenant, credentialId.value(), secretId);
    }

    String ofToken() {
      return String.join("\0", "token", tenant, credentialId.value(), secretId);
    }
  }

  /** A secret as it stands in the table. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Row(Place place, String keyId, byte[] sealed, byte @Nullable [] token, long tokenVersion) {

    @Override
    public String toString() {
      return "Row of " + place.secretId();
    }
  }

  void keep(Place place, String keyId, byte[] sealed, long fence) {
    at(
            place,
            """
            insert into credential_secret as kept
              (tenant, credential_id, secret_id, fence, key_id, sealed, kept_at)
            values (:tenant, :credential, :secret, :fence, :key, :sealed, clock_timestamp())
            on conflict (tenant, credential_id, secret_id) do update
              set fence = excluded.fence, key_id = excluded.key_id, sealed = excluded.sealed,
                  token = null, token_version = kept.token_version + 1,
                  kept_at = excluded.kept_at
              where kept.fence <= excluded.fence
            """)
        .param("fence", fence)
        .param("key", keyId)
        .param("sealed", sealed)
        .update();
  }

  Optional<Row> find(Place place) {
    return at(
            place,
            "select "
                + COLUMNS
                + """
                 from credential_secret
                where tenant = :tenant and credential_id = :credential and secret_id = :secret
                """)
        .query(SecretTable::row)
        .optional();
  }

  void erase(Place place) {
    at(
            place,
            """
            delete from credential_secret
            where tenant = :tenant and credential_id = :credential and secret_id = :secret
            """)
        .update();
  }

  /** Takes the right to fetch the next token; false when somebody has it, or has fetched it. */
  boolean lease(Row row, Duration lease) {
    return at(
                row.place(),
                """
                update credential_secret
                set lease_until = clock_timestamp() + :lease * interval '1 millisecond'
                where tenant = :tenant and credential_id = :credential and secret_id = :secret
                  and token_version = :version
                  and (lease_until is null or lease_until < clock_timestamp())
                """)
            .param("lease", lease.toMillis())
            .param("version", row.tokenVersion())
            .update()
        == 1;
  }

  void release(Row row) {
    at(
            row.place(),
            """
            update credential_secret set lease_until = null
            where tenant = :tenant and credential_id = :credential and secret_id = :secret
              and token_version = :version
            """)
        .param("version", row.tokenVersion())
        .update();
  }

  /** Puts other seals in the place of the row's; false when it changed meanwhile. */
  boolean replace(Row row, String keyId, byte[] sealed, byte @Nullable [] token, boolean renewed) {
    return at(
                row.place(),
                """
                update credential_secret
                set key_id = :key, sealed = :sealed, token = :token,
                    token_version = token_version + :step,
                    lease_until = case when :step = 1 then null else lease_until end
                where tenant = :tenant and credential_id = :credential and secret_id = :secret
                  and token_version = :version and key_id = :before
                """)
            .param("key", keyId)
            .param("sealed", sealed)
            .param("token", token, Types.BINARY)
            .param("step", renewed ? 1 : 0)
            .param("version", row.tokenVersion())
            .param("before", row.keyId())
            .update()
        == 1;
  }

  List<Row> sealedUnderAnotherKey(String keyId, int most) {
    return database
        .sql(
            "select "
                + COLUMNS
                + " from credential_secret where key_id <> :key order by secret_id limit :most")
        .param("key", keyId)
        .param("most", most)
        .query(SecretTable::row)
        .list();
  }

  List<Place> olderThan(Duration age, int most) {
    return database
        .sql(
            """
            select tenant, credential_id, secret_id from credential_secret
            where kept_at < clock_timestamp() - :age * interval '1 millisecond'
            order by kept_at limit :most
            """)
        .param("age", age.toMillis())
        .param("most", most)
        .query((row, _) -> place(row))
        .list();
  }

  private JdbcClient.StatementSpec at(Place place, String sql) {
    return database
        .sql(sql)
        .param("tenant", place.tenant())
        .param("credential", place.credentialId().value())
        .param("secret", place.secretId());
  }

  private static Row row(ResultSet row, int number) throws SQLException {
    return new Row(
        place(row),
        row.getString("key_id"),
        row.getBytes("sealed"),
        row.getBytes("token"),
        row.getLong("token_version"));
  }

  private static Place place(ResultSet row) throws SQLException {
    return new Place(
        row.getString("tenant"),
        new CredentialId(row.getString("credential_id")),
        row.getString("secret_id"));
  }
}
