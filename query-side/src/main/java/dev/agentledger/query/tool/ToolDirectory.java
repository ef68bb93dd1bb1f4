package dev.agentledger.query.tool;

import dev.agentledger.api.tool.ToolVersionView;
import dev.agentledger.api.tool.ToolView;
import dev.agentledger.events.tool.ToolDefinition;
import dev.agentledger.query.Documents;
import dev.agentledger.query.projection.Columns;
import dev.agentledger.query.projection.StoredViews;
import dev.agentledger.query.projection.StreamProjection.Change;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The tables of tools and their versions. */
final class ToolDirectory {

  private ToolDirectory() {}

  /** The tools with the definitions of their latest versions. */
  static Map<String, ToolView> load(Connection connection, String[] toolIds) throws SQLException {
    return StoredViews.read(
        connection,
        """
        select tool.tool_id, tool.view, tool_version.definition
        from tool
          join tool_version
            on tool_version.tool_id = tool.tool_id
              and tool_version.number = tool.latest_number
        where tool.tool_id = any(?)
        """,
        toolIds,
        row ->
            Documents.read(row.getString(2), ToolView.class)
                .withDefinition(Documents.read(row.getString(3), ToolDefinition.class)));
  }

  static void save(Connection connection, Collection<Change<ToolView>> changes)
      throws SQLException {
    Columns.of(changes)
        .text(Change::streamId)
        .text(Change::tenant)
        .text(change -> change.view().name())
        .text(change -> change.view().kind().name())
        .text(change -> change.view().effect().name())
        .text(change -> change.view().status().name())
        .text(change -> change.view().credential())
        .text(change -> Documents.column(searchable(change.view())))
        .number(change -> change.view().latest().number())
        .number(change -> change.view().streamVersion())
        .text(change -> Documents.write(change.view().withoutDefinition()))
        .write(
            connection,
            """
            insert into tool (tool_id, tenant, name, kind, effect, status, credential, search,
                              latest_number, stream_version, view)
            select * from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (tool_id) do update
              set kind = excluded.kind, effect = excluded.effect, status = excluded.status,
                  credential = excluded.credential, search = excluded.search,
                  latest_number = excluded.latest_number,
                  stream_version = excluded.stream_version, view = excluded.view
              where tool.stream_version < excluded.stream_version
            """);
  }

  /** A version of a tool's definition, and whose it is. */
  record Version(String tenant, ToolVersionView view) {}

  static void add(Connection connection, List<Version> versions) throws SQLException {
    Columns.of(versions)
        .text(version -> version.view().toolId().value())
        .number(version -> version.view().number())
        .text(Version::tenant)
        .text(version -> version.view().hash())
        .text(version -> Documents.column(version.view().editedBy()))
        .instant(version -> version.view().editedAt())
        .text(
            version ->
                Documents.write(Objects.requireNonNull(version.view().definition(), "definition")))
        .write(
            connection,
            """
            insert into tool_version (tool_id, number, tenant, hash, edited_by, edited_at,
                                      definition)
            select * from unnest(?, ?, ?, ?, ?, ?, ?)
            on conflict (tool_id, number) do nothing
            """);
  }

  /** What a text search looks through. */
  private static String searchable(ToolView tool) {
    return (tool.name() + '\n' + tool.description()).toLowerCase(Locale.ROOT);
  }
}
