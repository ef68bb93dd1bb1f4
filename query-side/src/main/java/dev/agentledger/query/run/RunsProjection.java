package dev.agentledger.query.run;

import dev.agentledger.api.run.FindRun;
import dev.agentledger.api.run.RunChange;
import dev.agentledger.api.run.WatchRuns;
import dev.agentledger.events.run.RunEvent;
import dev.agentledger.query.projection.ProjectedEvent;
import dev.agentledger.query.projection.StreamProjection;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.axonframework.queryhandling.QueryUpdateEmitter;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Keeps the list of runs. */
@Component
class RunsProjection extends StreamProjection<RunEvent, RunRow> {

  static final String NAME = "runs";

  private static final Duration REST = Duration.ofMillis(50);

  private final EndsTold told;

  RunsProjection(EndsTold told) {
    super(RunEvent.class, RunRow.class);
    this.told = told;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int version() {
    return 3;
  }

  @Override
  public List<String> tables() {
    return List.of("run");
  }

  /** Who waits for the end of a run waits for all its steps; each need not be written by itself. */
  @Override
  public Duration rest() {
    return REST;
  }

  @Override
  protected Map<String, RunRow> load(Connection connection, String[] streamIds)
      throws SQLException {
    return Runs.load(connection, streamIds);
  }

  @Override
  protected RunRow evolve(@Nullable RunRow before, RunEvent fact, ProjectedEvent event) {
    return RunViewEvolution.evolve(before, fact, event.at(), event.actor(), event.sequence());
  }

  @Override
  protected long versionOf(RunRow run) {
    return run.view().streamVersion();
  }

  @Override
  protected boolean isLively(RunRow run) {
    return !run.view().status().ended();
  }

  @Override
  protected void save(Connection connection, Collection<Change<RunRow>> changes)
      throws SQLException {
    Runs.save(connection, changes);
  }

  @Override
  protected void announce(String tenant, RunRow run, QueryUpdateEmitter updates) {
    var view = run.view();
    if (!told.wasToldBefore(view)) {
      updates.emit(
          FindRun.class,
          query -> query.tenant().equals(tenant) && query.runId().equals(view.runId()),
          view);
    }
    updates.emit(
        WatchRuns.class,
        query -> query.list().tenant().equals(tenant),
        new RunChange(tenant, RunDocuments.listed(view)));
  }
}
