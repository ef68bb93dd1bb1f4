package dev.agentledger.query.run;

import static java.util.stream.Collectors.toMap;

import dev.agentledger.api.run.RunView;
import dev.agentledger.query.Documents;
import dev.agentledger.query.projection.Columns;
import dev.agentledger.query.projection.StoredViews;
import dev.agentledger.query.projection.StreamProjection.Change;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The table of runs. */
final class Runs {

  private Runs() {}

  static Map<String, RunRow> load(Connection connection, String[] runIds) throws SQLException {
    return StoredViews.read(
        connection,
        "select run_id, view, input, output, open from run where run_id = any(?)",
        runIds,
        row ->
            new RunDocuments(row.getString(2), row.getString(3), row.getString(4), row.getString(5))
                .whole());
  }

  /** The input of a run never changes. */
  static void save(Connection connection, Collection<Change<RunRow>> changes) throws SQLException {
    Columns.of(changes.stream().map(Row::of).toList())
        .text(row -> row.run().runId().value())
        .text(Row::tenant)
        .text(row -> row.run().agentId().value())
        .text(row -> row.run().status().name())
        .text(row -> row.run().mode().name())
        .text(row -> row.run().kind().name())
        .text(Row::conversation)
        .text(Row::parent)
        .text(Row::origin)
        .number(row -> row.run().waiting().size())
        .text(row -> labels(row.run().labels()))
        .instant(row -> row.run().requestedAt())
        .number(row -> row.run().streamVersion())
        .text(row -> row.documents().view())
        .text(row -> row.documents().input())
        .text(row -> row.documents().output())
        .text(row -> row.documents().open())
        .write(
            connection,
            """
            insert into run (run_id, tenant, agent_id, status, mode, kind, conversation_id, parent_id,
                             origin_id, waiting, labels, requested_at, stream_version, view, input, output,
                             open)
            select id, tenant, agent, status, mode, kind, conversation, parent, origin, waiting,
                   labels::jsonb, requested, version, view, input, output, open
            from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
              as given (id, tenant, agent, status, mode, kind, conversation, parent, origin, waiting,
                        labels, requested, version, view, input, output, open)
            on conflict (run_id) do update
              set status = excluded.status, waiting = excluded.waiting,
                  stream_version = excluded.stream_version, view = excluded.view,
                  output = excluded.output, open = excluded.open
              where run.stream_version < excluded.stream_version
            """);
  }

  private record Row(String tenant, RunView run, RunDocuments documents) {

    @Nullable String conversation() {
      var conversation = run.conversationId();
      return conversation == null ? null : Documents.column(conversation);
    }

    @Nullable String parent() {
      var parent = run.parentId();
      return parent == null ? null : parent.value();
    }

    @Nullable String origin() {
      var origin = run.originId();
      return origin == null ? null : origin.value();
    }

    static Row of(Change<RunRow> change) {
      return new Row(change.tenant(), change.view().view(), RunDocuments.of(change.view()));
    }
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
