package dev.agentledger.command.log;

import java.util.Set;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Looks at the end of the log without reading events. */
final class LogEnd {

  /*
   * Such a lock is held from before the first position is drawn until after the transaction has
   * become visible or has failed: whoever is not listed has nothing more to bring. Whoever writes
   * to a partition directly locks only that.
   */
  private static final String WRITERS =
      """
      select distinct virtualtransaction
      from pg_locks
      where locktype = 'relation'
        and mode = 'RowExclusiveLock'
        and granted
        and database = (select oid from pg_database where datname = current_database())
        and relation in (select relid from pg_partition_tree('event'))
      """;

  private final JdbcClient database;

  LogEnd(DataSource database) {
    this.database = JdbcClient.create(new OutsideTransactions(database));
  }

  /** The transactions that may hold positions that nobody sees yet. */
  Set<String> writers() {
    return database.sql(WRITERS).query((row, _) -> row.getString(1)).set();
  }

  /** The highest position that is visible. */
  long head() {
    return database.sql("select coalesce(max(position), 0) from event").query(Long.class).single();
  }

  boolean isRecorded(long position) {
    return database
        .sql("select exists (select from event where position = :position)")
        .param("position", position)
        .query(Boolean.class)
        .single();
  }
}
