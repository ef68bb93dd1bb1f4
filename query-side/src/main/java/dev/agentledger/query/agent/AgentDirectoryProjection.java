package dev.agentledger.query.agent;

import dev.agentledger.api.agent.AgentChange;
import dev.agentledger.api.agent.AgentVersionView;
import dev.agentledger.api.agent.AgentView;
import dev.agentledger.api.agent.FindAgent;
import dev.agentledger.api.agent.WatchAgents;
import dev.agentledger.events.agent.AgentDrafted;
import dev.agentledger.events.agent.AgentEvent;
import dev.agentledger.events.agent.AgentRevised;
import dev.agentledger.events.agent.AgentVersion;
import dev.agentledger.query.agent.AgentDirectory.Version;
import dev.agentledger.query.projection.ProjectedEvent;
import dev.agentledger.query.projection.StreamProjection;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.axonframework.queryhandling.QueryUpdateEmitter;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Keeps the agent directory: each agent as it is, and every version it ever had. */
@Component
class AgentDirectoryProjection extends StreamProjection<AgentEvent, AgentView> {

  static final String NAME = "agent-directory";

  AgentDirectoryProjection() {
    super(AgentEvent.class, AgentView.class);
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
    return List.of("agent", "agent_version");
  }

  @Override
  protected Map<String, AgentView> load(Connection connection, String[] streamIds)
      throws SQLException {
    return AgentDirectory.load(connection, streamIds);
  }

  @Override
  protected AgentView evolve(@Nullable AgentView before, AgentEvent fact, ProjectedEvent event) {
    return AgentViewEvolution.evolve(before, fact, event.at(), event.actor(), event.sequence());
  }

  @Override
  protected long versionOf(AgentView view) {
    return view.streamVersion();
  }

  @Override
  protected void save(Connection connection, Collection<Change<AgentView>> changes)
      throws SQLException {
    AgentDirectory.add(connection, versions(changes));
    AgentDirectory.save(connection, changes);
  }

  private static List<Version> versions(Collection<Change<AgentView>> changes) {
    var versions = new ArrayList<Version>();
    for (var change : changes) {
      for (var event : change.events()) {
        switch (event.fact()) {
          case AgentDrafted drafted ->
              versions.add(version(change, event, drafted.version(), drafted.editedBy()));
          case AgentRevised revised ->
              versions.add(version(change, event, revised.version(), revised.editedBy()));
          default -> {}
        }
      }
    }
    return versions;
  }

  private static Version version(
      Change<AgentView> change, ProjectedEvent event, AgentVersion version, String editedBy) {
    return new Version(
        change.tenant(),
        new AgentVersionView(
            change.view().agentId(),
            version.number(),
            version.hash(),
            editedBy,
            event.at(),
            version.definition()));
  }

  @Override
  protected void announce(String tenant, AgentView agent, QueryUpdateEmitter updates) {
    updates.emit(
        FindAgent.class,
        query -> query.tenant().equals(tenant) && query.agentId().equals(agent.agentId()),
        agent);
    updates.emit(
        WatchAgents.class,
        query -> query.list().tenant().equals(tenant),
        new AgentChange(tenant, agent.withoutDefinition()));
  }
}
