package dev.agentledger.benchmarks.peer;

import dev.agentledger.benchmarks.run.NoopRunRow;
import dev.agentledger.events.run.RunCompleted;
import dev.agentledger.events.run.RunEvent;
import dev.agentledger.events.run.RunId;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.springframework.jdbc.core.JdbcTemplate;

/** A row for each run, written anew with each of its events, as projections are usually begun. */
@ProcessingGroup(PerEventRows.NAME)
public final class PerEventRows {

  static final String NAME = "noop-run";

  private static final String WRITE =
      """
      insert into noop_run (run_id, status, steps, changed_at) values (?, ?, ?, ?)
      on conflict (run_id) do update
      set status = excluded.status,
          steps = greatest(noop_run.steps, excluded.steps),
          changed_at = excluded.changed_at
      """;

  private final JdbcTemplate database;
  private final Map<RunId, CompletableFuture<RunId>> shown = new ConcurrentHashMap<>();
  private final AtomicLong written = new AtomicLong();

  PerEventRows(DataSource database) {
    this.database = new JdbcTemplate(database);
  }

  @EventHandler
  void on(RunEvent event, @Timestamp Instant recordedAt) {
    database.update(
        WRITE,
        event.runId().value(),
        NoopRunRow.statusAfter(event),
        NoopRunRow.stepsAfter(event),
        java.sql.Timestamp.from(recordedAt));
    written.incrementAndGet();
    if (event instanceof RunCompleted) {
      CurrentUnitOfWork.get().afterCommit(_ -> shown(event.runId()).complete(event.runId()));
    }
  }

  /** Done when the end of the run is in its row for everybody. */
  CompletableFuture<RunId> shown(RunId run) {
    return shown.computeIfAbsent(run, _ -> new CompletableFuture<>());
  }

  void forget(RunId run) {
    shown.remove(run);
  }

  /** How many events were written so far. */
  long written() {
    return written.get();
  }
}
