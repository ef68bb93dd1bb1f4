package dev.agentledger.query.tool;

import dev.agentledger.api.tool.FindTool;
import dev.agentledger.api.tool.ToolChange;
import dev.agentledger.api.tool.ToolStatus;
import dev.agentledger.api.tool.ToolVersionView;
import dev.agentledger.api.tool.ToolView;
import dev.agentledger.api.tool.WatchTools;
import dev.agentledger.events.tool.ToolEvent;
import dev.agentledger.events.tool.ToolId;
import dev.agentledger.events.tool.ToolRegistered;
import dev.agentledger.events.tool.ToolRestored;
import dev.agentledger.events.tool.ToolRetired;
import dev.agentledger.events.tool.ToolRevised;
import dev.agentledger.events.tool.ToolVersion;
import dev.agentledger.query.projection.ProjectedEvent;
import dev.agentledger.query.projection.StreamProjection;
import dev.agentledger.query.tool.ToolDirectory.Version;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.axonframework.queryhandling.QueryUpdateEmitter;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Keeps the tool directory: each tool as it is, and every version it ever had. */
@Component
class ToolDirectoryProjection extends StreamProjection<ToolEvent, ToolView> {

  ToolDirectoryProjection() {
    super(ToolEvent.class, ToolView.class);
  }

  @Override
  public String name() {
    return "tool-directory";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public List<String> tables() {
    return List.of("tool", "tool_version");
  }

  @Override
  protected Map<String, ToolView> load(Connection connection, String[] streamIds)
      throws SQLException {
    return ToolDirectory.load(connection, streamIds);
  }

  @Override
  protected ToolView evolve(@Nullable ToolView before, ToolEvent fact, ProjectedEvent event) {
    return switch (fact) {
      case ToolRegistered(var toolId, var version, _) -> shown(toolId, version, null, event);
      case ToolRevised(var toolId, var version, _) ->
          shown(toolId, version, known(before, fact), event);
      case ToolRetired _ -> moved(known(before, fact), ToolStatus.RETIRED, event);
      case ToolRestored _ -> moved(known(before, fact), ToolStatus.ACTIVE, event);
    };
  }

  private static ToolView known(@Nullable ToolView before, ToolEvent fact) {
    if (before == null) {
      throw new IllegalStateException(
          "The history of tool %s does not begin with its registration".formatted(fact.toolId()));
    }
    return before;
  }

  private static ToolView shown(
      ToolId toolId, ToolVersion version, @Nullable ToolView before, ProjectedEvent event) {
    var definition = version.definition();
    return new ToolView(
        toolId,
        definition.name(),
        definition.description(),
        definition.kind(),
        definition.effect(),
        definition.approval().need(),
        definition.credential(),
        ToolStatus.ACTIVE,
        version.ref(),
        event.sequence(),
        before == null ? event.at() : before.createdAt(),
        before == null ? event.actor() : before.createdBy(),
        event.at(),
        event.actor(),
        definition);
  }

  private static ToolView moved(ToolView tool, ToolStatus status, ProjectedEvent event) {
    return new ToolView(
        tool.toolId(),
        tool.name(),
        tool.description(),
        tool.kind(),
        tool.effect(),
        tool.approval(),
        tool.credential(),
        status,
        tool.latest(),
        event.sequence(),
        tool.createdAt(),
        tool.createdBy(),
        event.at(),
        event.actor(),
        tool.definition());
  }

  @Override
  protected long versionOf(ToolView view) {
    return view.streamVersion();
  }

  @Override
  protected void save(Connection connection, Collection<Change<ToolView>> changes)
      throws SQLException {
    ToolDirectory.add(connection, versions(changes));
    ToolDirectory.save(connection, changes);
  }

  private static List<Version> versions(Collection<Change<ToolView>> changes) {
    var versions = new ArrayList<Version>();
    for (var change : changes) {
      for (var event : change.events()) {
        switch (event.fact()) {
          case ToolRegistered(_, var version, var editedBy) ->
              versions.add(version(change, event.at(), version, editedBy));
          case ToolRevised(_, var version, var editedBy) ->
              versions.add(version(change, event.at(), version, editedBy));
          default -> {}
        }
      }
    }
    return versions;
  }

  private static Version version(
      Change<ToolView> change, Instant at, ToolVersion version, String editedBy) {
    return new Version(
        change.tenant(),
        new ToolVersionView(
            change.view().toolId(),
            version.number(),
            version.hash(),
            editedBy,
            at,
            version.definition()));
  }

  @Override
  protected void announce(String tenant, ToolView tool, QueryUpdateEmitter updates) {
    updates.emit(
        FindTool.class,
        query -> query.tenant().equals(tenant) && query.toolId().equals(tool.toolId()),
        tool);
    updates.emit(
        WatchTools.class,
        query -> query.list().tenant().equals(tenant),
        new ToolChange(tenant, tool.withoutDefinition()));
  }
}
