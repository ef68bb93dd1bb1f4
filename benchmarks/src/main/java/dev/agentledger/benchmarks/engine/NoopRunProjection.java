package dev.agentledger.benchmarks.engine;

import dev.agentledger.benchmarks.run.NoopRunRow;
import dev.agentledger.events.run.RunEvent;
import dev.agentledger.query.projection.Columns;
import dev.agentledger.query.projection.ProjectedEvent;
import dev.agentledger.query.projection.StreamProjection;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.queryhandling.QueryUpdateEmitter;
import org.jspecify.annotations.Nullable;

/** The same row for each run as the peer keeps, on the ledger's runtime of projections. */
final class NoopRunProjection extends StreamProjection<RunEvent, NoopRunView> {

  static final String NAME = "noop-run";

  NoopRunProjection() {
    super(RunEvent.class, NoopRunView.class);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public List<String> tables() {
    return List.of("noop_run");
  }

  @Override
  protected Map<String, NoopRunView> load(Connection connection, String[] streamIds)
      throws SQLException {
    try (var select =
        connection.prepareStatement(
            """
            select run_id, status, steps, sequence, changed_at from noop_run
            where run_id = any(?)
            """)) {
      select.setArray(1, connection.createArrayOf("text", streamIds));
      var found = new HashMap<String, NoopRunView>();
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          found.put(
              rows.getString(1),
              new NoopRunView(
                  rows.getString(1),
                  rows.getString(2),
                  rows.getLong(3),
                  rows.getLong(4),
                  rows.getTimestamp(5).toInstant()));
        }
      }
      return found;
    }
  }

  @Override
  protected NoopRunView evolve(@Nullable NoopRunView before, RunEvent fact, ProjectedEvent event) {
    return new NoopRunView(
        event.streamId(),
        NoopRunRow.statusAfter(fact),
        Math.max(before == null ? 0 : before.steps(), NoopRunRow.stepsAfter(fact)),
        event.sequence(),
        event.at());
  }

  @Override
  protected long versionOf(NoopRunView view) {
    return view.sequence();
  }

  @Override
  protected boolean isLively(NoopRunView after) {
    return after.status().equals("running");
  }

  @Override
  protected void save(Connection connection, Collection<Change<NoopRunView>> changes)
      throws SQLException {
    Columns.of(changes.stream().map(Change::view).toList())
        .text(NoopRunView::runId)
        .text(NoopRunView::status)
        .number(NoopRunView::steps)
        .number(NoopRunView::sequence)
        .instant(NoopRunView::changedAt)
        .write(
            connection,
            """
            insert into noop_run (run_id, status, steps, sequence, changed_at)
            select * from unnest(?, ?, ?, ?, ?)
            on conflict (run_id) do update
            set status = excluded.status, steps = excluded.steps, sequence = excluded.sequence,
                changed_at = excluded.changed_at
            where noop_run.sequence < excluded.sequence
            """);
  }

  @Override
  protected void announce(String tenant, NoopRunView after, QueryUpdateEmitter updates) {}
}
