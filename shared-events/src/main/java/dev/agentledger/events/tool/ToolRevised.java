package dev.agentledger.events.tool;

import dev.agentledger.events.EventContract;

/**
 * The tool has a new version, which agents find from now on; what is pinned to another keeps it.
 */
@EventContract(name = "tool.revised")
public record ToolRevised(ToolId toolId, ToolVersion version, String editedBy)
    implements ToolEvent {}
