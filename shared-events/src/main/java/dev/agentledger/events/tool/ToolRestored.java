package dev.agentledger.events.tool;

import dev.agentledger.events.EventContract;
import dev.agentledger.events.agent.VersionRef;

/** The tool is there again, with its newest version. */
@EventContract(name = "tool.restored")
public record ToolRestored(ToolId toolId, VersionRef version) implements ToolEvent {}
