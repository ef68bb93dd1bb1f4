package dev.agentledger.command.log;

import dev.agentledger.command.log.Horizon.Observation;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Knows up to which position the log is settled, so that whoever reads it in order never skips an
 * event that commits late.
 */
final class LogHorizon {

  /*
   * The snapshot's xmax is only one past the highest id that has ended. A transaction above it may
   * run and hold a position already, so the bound is the id counter itself, to which age() is the
   * distance.
   */
  private static final String OBSERVATION =
      """
      with moment as (
        select pg_current_snapshot() as snapshot, (select max(position) from event) as head
      )
      select coalesce(moment.head, 0) as head,
             pg_snapshot_xmin(moment.snapshot)::text::bigint as oldest,
             pg_snapshot_xmax(moment.snapshot)::text::bigint
               + age(pg_snapshot_xmax(moment.snapshot)::xid) as next,
             (select count(*) from event where position > :known) as visible
      from moment
      """;

  private static final Duration PATIENCE = Duration.ofMillis(20);

  private final JdbcClient database;
  private final AtomicReference<Horizon> horizon = new AtomicReference<>(Horizon.NONE);

  LogHorizon(DataSource database) {
    this.database = JdbcClient.create(database);
  }

  /**
   * The highest settled position; waits, when the log was never looked at before, for the
   * transactions that run at that moment.
   */
  long settled() {
    var seen = observe();
    while (seen == Horizon.UNKNOWN) {
      try {
        Thread.sleep(PATIENCE);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new LogUnavailable("Interrupted while the log settles", interrupted);
      }
      seen = observe();
    }
    return seen;
  }

  /** Looks once more; what is settled as far as is known. */
  long observe() {
    var known = horizon.get().settled();
    var seen =
        database
            .sql(OBSERVATION)
            .param("known", known == Horizon.UNKNOWN ? Long.MAX_VALUE : known)
            .query(
                (row, _) ->
                    new Observation(
                        known,
                        row.getLong("head"),
                        row.getLong("visible"),
                        row.getLong("oldest"),
                        row.getLong("next")))
            .single();
    return horizon.updateAndGet(before -> before.after(seen)).settled();
  }
}
