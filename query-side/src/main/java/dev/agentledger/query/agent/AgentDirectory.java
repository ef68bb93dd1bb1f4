package dev.agentledger.query.agent;

import dev.agentledger.api.agent.AgentVersionView;
import dev.agentledger.api.agent.AgentView;
import dev.agentledger.events.agent.AgentDefinition;
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
import org.jspecify.annotations.Nullable;

/** The tables of agents and their versions. */
final class AgentDirectory {

  private AgentDirectory() {}

  /** The agents with the definitions of their latest versions. */
  static Map<String, AgentView> load(Connection connection, String[] agentIds) throws SQLException {
    return StoredViews.read(
        connection,
        """
        select agent.agent_id, agent.view, agent_version.definition
        from agent
          join agent_version
            on agent_version.agent_id = agent.agent_id
              and agent_version.number = agent.latest_number
        where agent.agent_id = any(?)
        """,
        agentIds,
        row ->
            Documents.read(row.getString(2), AgentView.class)
                .withDefinition(Documents.read(row.getString(3), AgentDefinition.class)));
  }

  static void save(Connection connection, Collection<Change<AgentView>> changes)
      throws SQLException {
    Columns.of(changes)
        .text(Change::streamId)
        .text(Change::tenant)
        .text(change -> Documents.column(change.view().slug()))
        .text(change -> change.view().kind().name())
        .text(change -> change.view().status().name())
        .texts(change -> change.view().tags().stream().map(Documents::column).toList())
        .text(change -> Documents.column(searchable(change.view())))
        .number(change -> change.view().latest().number())
        .number(change -> activeNumber(change.view()))
        .number(change -> change.view().streamVersion())
        .text(change -> Documents.write(change.view().withoutDefinition()))
        .write(
            connection,
            """
            insert into agent (agent_id, tenant, slug, kind, status, tags, search, latest_number,
                               active_number, stream_version, view)
            select id, tenant, slug, kind, status, tags::text[], search, latest, active, version,
                   view
            from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
              as given (id, tenant, slug, kind, status, tags, search, latest, active, version, view)
            on conflict (agent_id) do update
              set kind = excluded.kind, status = excluded.status, tags = excluded.tags,
                  search = excluded.search, latest_number = excluded.latest_number,
                  active_number = excluded.active_number,
                  stream_version = excluded.stream_version, view = excluded.view
              where agent.stream_version < excluded.stream_version
            """);
  }

  /** A version of an agent's definition, and whose it is. */
  record Version(String tenant, AgentVersionView view) {}

  static void add(Connection connection, List<Version> versions) throws SQLException {
    Columns.of(versions)
        .text(version -> version.view().agentId().value())
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
            insert into agent_version (agent_id, number, tenant, hash, edited_by, edited_at,
                                       definition)
            select * from unnest(?, ?, ?, ?, ?, ?, ?)
            on conflict (agent_id, number) do nothing
            """);
  }

  private static @Nullable Integer activeNumber(AgentView agent) {
    return agent.active() == null ? null : agent.active().number();
  }

  /** What a text search looks through. */
  private static String searchable(AgentView agent) {
    return String.join(
            "\n", agent.slug(), agent.name(), Objects.requireNonNullElse(agent.description(), ""))
        .toLowerCase(Locale.ROOT);
  }
}
