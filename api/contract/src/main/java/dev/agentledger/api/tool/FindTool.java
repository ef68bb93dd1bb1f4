package dev.agentledger.api.tool;

import dev.agentledger.events.tool.ToolId;

/**
 * Ask for one tool with the definition of its latest version; answered by an optional {@link
 * ToolView}.
 */
public record FindTool(String tenant, ToolId toolId) {}
