package dev.agentledger.query.run;

import dev.agentledger.api.run.RunStepView;
import dev.agentledger.events.run.RunId;
import dev.agentledger.query.Documents;
import dev.agentledger.query.projection.Columns;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The table of the steps of runs. */
final class RunSteps {

  private RunSteps() {}

  /** Names a step among those of all runs. */
  record Key(String runId, String effect) {}

  /** These steps, and all without an end of runs that end, by run and effect. */
  static Map<String, Map<String, RunStep>> load(
      Connection connection, Set<Key> wanted, Set<String> ended) throws SQLException {
    var runs = new HashMap<String, Map<String, RunStep>>();
    if (wanted.isEmpty() && ended.isEmpty()) {
      return runs;
    }
    var keys = List.copyOf(wanted);
    try (var select =
        connection.prepareStatement(
            """
            select run_id, effect, begun, version, since, view, request
            from run_step join unnest(?, ?) as wanted (run_id, effect) using (run_id, effect)
            union all
            select run_id, effect, begun, version, since, view, request
            from run_step where run_id = any(?) and status in ('RUNNING', 'WAITING')
            """)) {
      select.setArray(1, texts(connection, keys.stream().map(Key::runId).toList()));
      select.setArray(2, texts(connection, keys.stream().map(Key::effect).toList()));
      select.setArray(3, texts(connection, List.copyOf(ended)));
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          var step = read(rows);
          runs.computeIfAbsent(step.runId().value(), _ -> new LinkedHashMap<>())
              .put(step.effect(), step);
        }
      }
    }
    return runs;
  }

  private static java.sql.Array texts(Connection connection, List<String> texts)
      throws SQLException {
    return connection.createArrayOf("text", texts.toArray());
  }

  private static RunStep read(ResultSet row) throws SQLException {
    return new RunStep(
        new RunId(row.getString(1)),
        row.getString(2),
        row.getLong(3),
        row.getLong(4),
        row.getObject(5, OffsetDateTime.class).toInstant(),
        Documents.read(row.getString(6), RunStepView.class),
        request(row.getString(7)));
  }

  static RunStep.@Nullable Request request(@Nullable String document) {
    return document == null ? null : Documents.read(document, RunStep.Request.class);
  }

  static void save(Connection connection, Collection<RunStep> steps, Map<String, String> tenants)
      throws SQLException {
    Columns.of(steps)
        .text(step -> step.runId().value())
        .text(RunStep::effect)
        .text(step -> tenants.get(step.runId().value()))
        .number(RunStep::begun)
        .number(RunStep::version)
        .text(step -> step.view().status().name())
        .instant(RunStep::since)
        .text(step -> Documents.write(step.view()))
        .text(step -> step.request() == null ? null : Documents.write(step.request()))
        .write(
            connection,
            """
            insert into run_step (run_id, effect, tenant, begun, version, status, since, view, request)
            select * from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (run_id, effect) do update
              set version = excluded.version, status = excluded.status, since = excluded.since,
                  view = excluded.view, request = excluded.request
              where run_step.version < excluded.version
            """);
  }
}
