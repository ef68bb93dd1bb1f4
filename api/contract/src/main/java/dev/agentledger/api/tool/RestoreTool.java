package dev.agentledger.api.tool;

import dev.agentledger.events.tool.ToolId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Bring a retired tool back. */
public record RestoreTool(@TargetAggregateIdentifier ToolId toolId) implements ToolCommand {}
