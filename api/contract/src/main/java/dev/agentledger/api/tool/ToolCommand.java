package dev.agentledger.api.tool;

import dev.agentledger.events.tool.ToolId;

/** Everything a tool can be asked to do. */
public sealed interface ToolCommand permits RegisterTool, RetireTool, RestoreTool {

  ToolId toolId();
}
