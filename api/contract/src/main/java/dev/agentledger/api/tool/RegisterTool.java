package dev.agentledger.api.tool;

import dev.agentledger.events.tool.ToolDefinition;
import dev.agentledger.events.tool.ToolId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Save a tool: the first definition makes it, a different one makes the next version, the same one
 * changes nothing.
 *
 * @param mustExist whether to refuse to make a new tool
 */
public record RegisterTool(
    @TargetAggregateIdentifier ToolId toolId,
    ToolDefinition definition,
    String editedBy,
    boolean mustExist)
    implements ToolCommand {}
