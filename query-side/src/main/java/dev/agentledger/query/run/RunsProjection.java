package dev.agentledger.query.run;

import dev.agentledger.api.run.FindRun;
import dev.agentledger.api.run.RunView;
import dev.agentledger.events.run.RunEvent;
import dev.agentledger.query.projection.ProjectedEvent;
import dev.agentledger.query.projection.StreamProjection;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.axonframework.queryhandling.QueryUpdateEmitter;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Keeps the list of runs. */
@Component
class RunsProjection extends StreamProjection<RunEvent, RunView> {

  RunsProjection() {
    super(RunEvent.class, RunView.class);
  }

  @Override
  public String name() {
    return "runs";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public List<String> tables() {
    return List.of("run");
  }

  @Override
  protected Map<String, RunView> load(Connection connection, String[] streamIds)
      throws SQLException {
    return Runs.load(connection, streamIds);
  }

  @Override
  protected RunView evolve(@Nullable RunView before, RunEvent fact, ProjectedEvent event) {
    return RunViewEvolution.evolve(
        before, fact, event.at(), event.envelope().actor(), event.sequence());
  }

  @Override
  protected long versionOf(RunView view) {
    return view.streamVersion();
  }

  @Override
  protected boolean isLively(RunView run) {
    return !run.status().ended();
  }

  @Override
  protected void save(Connection connection, Collection<Change<RunView>> changes)
      throws SQLException {
    Runs.save(connection, changes);
  }

  @Override
  protected void announce(String tenant, RunView run, QueryUpdateEmitter updates) {
    updates.emit(
        FindRun.class,
        query -> query.tenant().equals(tenant) && query.runId().equals(run.runId()),
        run);
  }
}
