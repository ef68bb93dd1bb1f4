package dev.agentledger.query.agent;

import dev.agentledger.api.agent.AgentVersionView;
import dev.agentledger.api.agent.AgentView;
import dev.agentledger.events.agent.AgentDefinition;
import dev.agentledger.events.agent.AgentId;
import dev.agentledger.query.Documents;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables of agents and their versions, written on the event processor's transaction. */
@Component
class AgentDirectory {

  private final JdbcClient database;

  AgentDirectory(JdbcClient database) {
    this.database = database;
  }

  /** The agent with the definition of its latest version. */
  @Nullable AgentView find(AgentId agentId) {
    return database
        .sql(
            """
            select agent.view, agent_version.definition
            from agent
              join agent_version
                on agent_version.agent_id = agent.agent_id
                  and agent_version.number = agent.latest_number
            where agent.agent_id = :agent
            """)
        .param("agent", agentId.value())
        .query(
            (row, _) ->
                Documents.read(row.getString("view"), AgentView.class)
                    .withDefinition(
                        Documents.read(row.getString("definition"), AgentDefinition.class)))
        .optional()
        .orElse(null);
  }

  void save(String tenant, AgentView agent) {
    database
        .sql(
            """
            insert into agent (agent_id, tenant, slug, kind, status, tags, search, latest_number,
                               active_number, stream_version, view)
            values (:agent, :tenant, :slug, :kind, :status, :tags, :search, :latest, :active,
                    :version, :view)
            on conflict (agent_id) do update
              set kind = excluded.kind, status = excluded.status, tags = excluded.tags,
                  search = excluded.search, latest_number = excluded.latest_number,
                  active_number = excluded.active_number,
                  stream_version = excluded.stream_version, view = excluded.view
            """)
        .param("agent", agent.agentId().value())
        .param("tenant", tenant)
        .param("slug", Documents.column(agent.slug()))
        .param("kind", agent.kind().name())
        .param("status", agent.status().name())
        .param("tags", columns(agent.tags()))
        .param("search", Documents.column(searchable(agent)))
        .param("latest", agent.latest().number())
        .param("active", agent.active() == null ? null : agent.active().number())
        .param("version", agent.streamVersion())
        .param("view", Documents.write(agent.withoutDefinition()))
        .update();
  }

  void add(String tenant, AgentVersionView version) {
    database
        .sql(
            """
            insert into agent_version (agent_id, number, tenant, hash, edited_by, edited_at,
                                       definition)
            values (:agent, :number, :tenant, :hash, :by, :at, :definition)
            on conflict (agent_id, number) do nothing
            """)
        .param("agent", version.agentId().value())
        .param("number", version.number())
        .param("tenant", tenant)
        .param("hash", version.hash())
        .param("by", Documents.column(version.editedBy()))
        .param("at", version.editedAt().atOffset(ZoneOffset.UTC))
        .param(
            "definition",
            Documents.write(Objects.requireNonNull(version.definition(), "definition")))
        .update();
  }

  void clear() {
    database.sql("delete from agent_version").update();
    database.sql("delete from agent").update();
  }

  /** What a text search looks through. */
  private static String searchable(AgentView agent) {
    return String.join(
            "\n", agent.slug(), agent.name(), Objects.requireNonNullElse(agent.description(), ""))
        .toLowerCase(Locale.ROOT);
  }

  private static String[] columns(List<String> texts) {
    return texts.stream().map(Documents::column).toArray(String[]::new);
  }
}
