package dev.agentledger.query.run;

import static java.util.stream.Collectors.toMap;

import dev.agentledger.api.run.RunView;
import dev.agentledger.events.run.RunId;
import dev.agentledger.query.Documents;
import java.time.ZoneOffset;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of runs, written on the event processor's transaction. */
@Component
class Runs {

  private final JdbcClient database;

  Runs(JdbcClient database) {
    this.database = database;
  }

  @Nullable RunView find(RunId runId) {
    return database
        .sql("select view, input, output from run where run_id = :run")
        .param("run", runId.value())
        .query(
            (row, _) ->
                new RunDocuments(
                        row.getString("view"), row.getString("input"), row.getString("output"))
                    .whole())
        .optional()
        .orElse(null);
  }

  /**
   * Adds a run that was just requested.
   *
   * @return whether it was not there already
   */
  boolean add(String tenant, RunView run) {
    var documents = RunDocuments.of(run);
    return database
            .sql(
                """
                insert into run (run_id, tenant, agent_id, status, mode, labels, requested_at,
                                 stream_version, view, input, output)
                values (:run, :tenant, :agent, :status, :mode, :labels::jsonb, :requested,
                        :version, :view, :input, :output)
                on conflict (run_id) do nothing
                """)
            .param("run", run.runId().value())
            .param("tenant", tenant)
            .param("agent", run.agentId().value())
            .param("status", run.status().name())
            .param("mode", run.mode().name())
            .param("labels", labels(run.labels()))
            .param("requested", run.requestedAt().atOffset(ZoneOffset.UTC))
            .param("version", run.streamVersion())
            .param("view", documents.view())
            .param("input", documents.input())
            .param("output", documents.output())
            .update()
        > 0;
  }

  /** Brings a run up to date; its input never changes. */
  void update(RunView run) {
    var documents = RunDocuments.of(run);
    database
        .sql(
            """
            update run
            set status = :status, stream_version = :version, view = :view, output = :output
            where run_id = :run
            """)
        .param("status", run.status().name())
        .param("version", run.streamVersion())
        .param("view", documents.view())
        .param("output", documents.output())
        .param("run", run.runId().value())
        .update();
  }

  void clear() {
    database.sql("delete from run").update();
  }

  /** Labels as both the table and whoever searches it write them. */
  static String labels(Map<String, String> labels) {
    return Documents.write(
        labels.entrySet().stream()
            .collect(
                toMap(
                    label -> Documents.column(label.getKey()),
                    label -> Documents.column(label.getValue()),
                    (first, _) -> first)));
  }
}
