package dev.agentledger.api.tool;

import dev.agentledger.events.tool.ToolDefinition;
import dev.agentledger.events.tool.ToolId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One immutable version of a tool.
 *
 * @param definition absent in lists
 */
public record ToolVersionView(
    ToolId toolId,
    int number,
    String hash,
    String editedBy,
    Instant editedAt,
    @Nullable ToolDefinition definition) {}
