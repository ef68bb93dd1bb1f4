package dev.agentledger.command.log;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The numbers by which the log names circumstances.
 *
 * <p>A circumstance keeps its number for ever. There are as many as people, keys and processes
 * meet, so only those that were used last are remembered.
 */
final class Circumstances {

  private static final int REMEMBERED = 10_000;

  private static final String FIND =
      """
      select id from circumstance
      where tenant is not distinct from :tenant
        and actor is not distinct from :actor
        and authentication is not distinct from :authentication
        and on_behalf_of is not distinct from :onBehalfOf
        and correlation is not distinct from :correlation
      """;

  private final JdbcClient database;
  private final Cache<Circumstance, Integer> ids = remembering().build();
  private final Cache<Integer, Circumstance> known = remembering().build();

  Circumstances(DataSource database) {
    this.database = JdbcClient.create(new OutsideTransactions(database));
  }

  /** Tidied up by whoever uses it: to wake another thread for that costs more. */
  private static Caffeine<Object, Object> remembering() {
    return Caffeine.newBuilder().maximumSize(REMEMBERED).executor(Runnable::run);
  }

  int idOf(Circumstance circumstance) {
    return ids.get(circumstance, this::recorded);
  }

  /**
   * @param id null for an event that says in its metadata what it has in common with others
   */
  Circumstance of(@Nullable Integer id) {
    return id == null ? Circumstance.NONE : known.get(id, this::read);
  }

  private int recorded(Circumstance circumstance) {
    return database
        .sql(FIND)
        .paramSource(circumstance)
        .query(Integer.class)
        .optional()
        .orElseGet(
            () -> {
              add(circumstance);
              return database.sql(FIND).paramSource(circumstance).query(Integer.class).single();
            });
  }

  private void add(Circumstance circumstance) {
    database
        .sql(
            """
            insert into circumstance (tenant, actor, authentication, on_behalf_of, correlation)
            values (:tenant, :actor, :authentication, :onBehalfOf, :correlation)
            on conflict do nothing
            """)
        .paramSource(circumstance)
        .update();
  }

  private Circumstance read(int id) {
    return database
        .sql("select * from circumstance where id = :id")
        .param("id", id)
        .query((row, _) -> of(row))
        .single();
  }

  private static Circumstance of(ResultSet row) throws SQLException {
    return new Circumstance(
        row.getString("tenant"),
        row.getString("actor"),
        row.getString("authentication"),
        row.getString("on_behalf_of"),
        row.getString("correlation"));
  }
}
