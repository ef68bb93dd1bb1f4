package dev.agentledger.api.tool;

import dev.agentledger.events.tool.ToolId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** Put the tool out of use for agents to come. */
public record RetireTool(@TargetAggregateIdentifier ToolId toolId, @Nullable String reason)
    implements ToolCommand {}
