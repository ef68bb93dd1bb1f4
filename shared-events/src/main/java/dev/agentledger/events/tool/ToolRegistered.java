package dev.agentledger.events.tool;

import dev.agentledger.events.EventContract;

/** The tool came into being with its first version. */
@EventContract(name = "tool.registered")
public record ToolRegistered(ToolId toolId, ToolVersion version, String editedBy)
    implements ToolEvent {}
