package dev.agentledger.api.tool;

/**
 * A tool changed.
 *
 * @param tenant whose tool it is
 * @param tool as it is now, without its definition
 */
public record ToolChange(String tenant, ToolView tool) {}
