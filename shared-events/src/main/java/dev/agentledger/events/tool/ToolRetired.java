package dev.agentledger.events.tool;

import dev.agentledger.events.EventContract;
import org.jspecify.annotations.Nullable;

/** No agent finds the tool any more, until someone restores it. */
@EventContract(name = "tool.retired")
public record ToolRetired(ToolId toolId, @Nullable String reason) implements ToolEvent {}
