package dev.agentledger.api.tool;

import dev.agentledger.events.tool.ToolDefinition;

/**
 * Ask what is wrong with the definition of a tool; answered by a {@link
 * dev.agentledger.api.agent.Validation}.
 */
public record ValidateTool(String tenant, ToolDefinition definition) {}
