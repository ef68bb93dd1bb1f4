package dev.agentledger.query.log;

import dev.agentledger.query.log.Horizon.Observation;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Knows up to which position the log is settled, so that whoever reads it in order never skips an
 * event that commits late.
 */
@Component
public class LogHorizon {

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
             fresh.visible,
             fresh.streams
      from moment,
        (select count(*) as visible, array_agg(distinct stream_id) as streams
         from event where position > :known) fresh
      """;

  private static final Duration PATIENCE = Duration.ofMillis(20);

  private final DatabaseClient database;
  private final AtomicReference<Horizon> horizon = new AtomicReference<>(Horizon.NONE);

  public LogHorizon(DatabaseClient database) {
    this.database = database;
  }

  /**
   * The highest settled position; waits, when the log was never looked at before, for the
   * transactions that run at that moment.
   */
  public Mono<Long> settled() {
    return observe()
        .expand(
            state ->
                state.horizon() == Horizon.UNKNOWN
                    ? Mono.delay(PATIENCE).then(observe())
                    : Mono.empty())
        .last()
        .map(LogState::horizon);
  }

  Mono<LogState> observe() {
    return Mono.defer(
        () -> {
          var known = horizon.get().settled();
          return database
              .sql(OBSERVATION)
              .bind("known", known == Horizon.UNKNOWN ? Long.MAX_VALUE : known)
              .map(row -> learn(known, row))
              .one();
        });
  }

  private LogState learn(long known, Readable row) {
    var seen =
        new Observation(
            known,
            number(row, "head"),
            number(row, "visible"),
            number(row, "oldest"),
            number(row, "next"));
    var streams = row.get("streams", String[].class);
    return new LogState(
        horizon.updateAndGet(before -> before.after(seen)).settled(),
        seen.head(),
        seen.visible(),
        known == Horizon.UNKNOWN,
        streams == null ? Set.of() : Set.of(streams));
  }

  private static long number(Readable row, String column) {
    return Objects.requireNonNull(row.get(column, Long.class), column);
  }
}
