package dev.agentledger.command.log;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Lets a new partition of the log begin with each period of time, while others write and read.
 *
 * <p>The open partition has no upper bound. A bound is chosen a little ahead of the last position;
 * that no row is beyond it is checked beside the writers, and then one short transaction closes the
 * partition there and opens the next.
 */
final class LogPartitions {

  private static final Logger log = LoggerFactory.getLogger(LogPartitions.class);

  /** Held by the node that closes a partition, so that it is one node; any number that is ours. */
  private static final long LOCK = 0x6c65_6467_6572L;

  private static final String CLOSING = "event_closing";
  private static final String SHORTLY = "200ms";
  private static final int MOST_TRIES = 300;
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Set<String> IN_THE_WAY = Set.of("55P03", "40P01");

  private static final long LEAST_AHEAD = 1_000;
  private static final long MOST_AHEAD = 1_000_000;
  private static final long PART_AHEAD = 100;

  private final DataSource database;
  private final Period period;

  /** The partition that has no upper bound yet. */
  private record Open(String table, long from) {}

  LogPartitions(DataSource database, Period period) {
    if (period.isNegative() || period.isZero()) {
      throw new IllegalArgumentException("A partition takes a while, not " + period);
    }
    this.database = database;
    this.period = period;
  }

  /** Closes the open partition if its first event is of an earlier period than today. */
  void rollOverIfDue() {
    exclusively(
        connection -> {
          var sql = on(connection);
          var open = open(sql);
          if (isDue(sql, open)) {
            rollOver(connection, open);
          }
        });
  }

  /** Closes the open partition unless it is empty. */
  void rollOver() {
    exclusively(connection -> rollOver(connection, open(on(connection))));
  }

  /** Lifts a bound that was announced by a node that is gone, and stands in the way of writers. */
  void liftAbandonedBound() {
    exclusively(connection -> lift(connection, open(on(connection))));
  }

  private void rollOver(Connection connection, Open open) throws SQLException {
    var sql = on(connection);
    lift(connection, open);
    var isEmpty =
        sql.sql("select not exists (select from %s)".formatted(open.table()))
            .query(Boolean.class)
            .single();
    if (isEmpty) {
      return;
    }
    var head = sql.sql("select last_value from event_position_seq").query(Long.class).single();
    var ahead = Math.clamp((head - open.from()) / PART_AHEAD, LEAST_AHEAD, MOST_AHEAD);
    var bound = head + ahead;
    try {
      patiently(
          connection,
          """
          alter table %s add constraint %s check (position >= %d and position < %d) not valid
          """
              .formatted(open.table(), CLOSING, open.from(), bound));
      execute(connection, "alter table %s validate constraint %s".formatted(open.table(), CLOSING));
      patiently(
          connection,
          """
          lock table event in access exclusive mode;
          alter table event detach partition %1$s;
          alter table event attach partition %1$s for values from (%2$d) to (%3$d);
          create table event_from_%3$d partition of event for values from (%3$d) to (maxvalue);
          alter table %1$s drop constraint %4$s
          """
              .formatted(open.table(), open.from(), bound, CLOSING));
      log.info("The log goes on in event_from_{}; {} is closed", bound, open.table());
    } catch (SQLException failure) {
      lift(connection, open);
      throw failure;
    }
  }

  private static void lift(Connection connection, Open open) throws SQLException {
    patiently(
        connection, "alter table %s drop constraint if exists %s".formatted(open.table(), CLOSING));
  }

  private boolean isDue(JdbcClient sql, Open open) {
    return sql.sql(
            """
            select (to_timestamp(recorded_at / 1000) at time zone 'UTC')::date as first,
                   (now() at time zone 'UTC')::date as today
            from event where position >= :from order by position limit 1
            """)
        .param("from", open.from())
        .query(
            (row, _) ->
                numberOf(row.getObject("first", LocalDate.class))
                    < numberOf(row.getObject("today", LocalDate.class)))
        .optional()
        .orElse(false);
  }

  private long numberOf(LocalDate day) {
    var epoch = LocalDate.EPOCH;
    return period.toTotalMonths() > 0
        ? ChronoUnit.MONTHS.between(epoch, day) / period.toTotalMonths()
        : ChronoUnit.DAYS.between(epoch, day) / period.get(ChronoUnit.DAYS);
  }

  private static Open open(JdbcClient sql) {
    return sql.sql(
            """
            select relname, substring(bound from 'FROM \\(''?(\\d+)')::bigint as first
            from (
              select c.relname, pg_get_expr(c.relpartbound, c.oid) as bound
              from pg_inherits i join pg_class c on c.oid = i.inhrelid
              where i.inhparent = 'event'::regclass
            ) partition
            where bound like '%(MAXVALUE)'
            """)
        .query((row, _) -> new Open(row.getString("relname"), row.getLong("first")))
        .single();
  }

  /** Takes the locks it needs only when it can have them soon, so that no writer waits long. */
  private static void patiently(Connection connection, String statements) throws SQLException {
    for (var tries = 1; ; tries++) {
      try {
        execute(connection, "set local lock_timeout = '%s'; %s".formatted(SHORTLY, statements));
        return;
      } catch (SQLException failure) {
        if (!IN_THE_WAY.contains(failure.getSQLState()) || tries == MOST_TRIES) {
          throw failure;
        }
        pause();
      }
    }
  }

  private static void execute(Connection connection, String statements) throws SQLException {
    connection.setAutoCommit(false);
    try (var statement = connection.createStatement()) {
      statement.execute(statements);
      connection.commit();
    } catch (SQLException failure) {
      connection.rollback();
      throw failure;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  private void exclusively(Work work) {
    try (var connection = database.getConnection()) {
      var sql = on(connection);
      if (sql.sql("select pg_try_advisory_lock(:lock)")
          .param("lock", LOCK)
          .query(Boolean.class)
          .single()) {
        try {
          work.on(connection);
        } finally {
          sql.sql("select pg_advisory_unlock(:lock)")
              .param("lock", LOCK)
              .query(Boolean.class)
              .single();
        }
      }
    } catch (SQLException failure) {
      throw new LogUnavailable("The partitions of the log cannot be changed now", failure);
    }
  }

  private static JdbcClient on(Connection connection) {
    return JdbcClient.create(new SingleConnectionDataSource(connection, true));
  }

  private static void pause() throws SQLException {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new SQLException("Interrupted", interrupted);
    }
  }

  /** What is done while no other node changes partitions. */
  private interface Work {

    void on(Connection connection) throws SQLException;
  }
}
