package dev.agentledger.api.tool;

import dev.agentledger.events.tool.ToolId;
import org.jspecify.annotations.Nullable;

/** Ask for the versions of a tool, newest first; answered by a {@link ToolVersionPage}. */
public record ListToolVersions(String tenant, ToolId toolId, @Nullable String cursor, int limit) {}
