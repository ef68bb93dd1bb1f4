package dev.agentledger.server.tool;

import dev.agentledger.api.tool.FindTool;
import dev.agentledger.api.tool.ToolView;
import dev.agentledger.events.tool.ToolId;
import dev.agentledger.server.http.Caller;
import dev.agentledger.server.http.Resource;

/** A tool as a resource of its caller's tenant. */
final class ToolResource {

  private ToolResource() {}

  /** The tool that an address names, by id or by name. */
  static Resource<ToolView> named(Caller caller, String idOrName) {
    return of(caller, idOf(caller, idOrName), idOrName);
  }

  static Resource<ToolView> of(Caller caller, ToolId toolId, String name) {
    return new Resource<>(
        "tool " + name,
        new FindTool(caller.tenant(), toolId),
        ToolView.class,
        ToolView::streamVersion);
  }

  static ToolId idOf(Caller caller, String idOrName) {
    return ToolId.fromIdOrName(caller.tenant(), idOrName);
  }
}
