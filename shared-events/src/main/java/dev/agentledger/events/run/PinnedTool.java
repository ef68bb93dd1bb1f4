package dev.agentledger.events.run;

import dev.agentledger.events.tool.OnExpiry;
import dev.agentledger.events.tool.ToolEffect;
import org.jspecify.annotations.Nullable;

/**
 * A tool as a run may call it, in the version in which the run found it.
 *
 * @param name as the model knows it
 * @param id the tool's or the agent's; absent where the run itself is the tool's owner
 * @param version hash of the definition; absent for what is built in
 * @param retries how often a failed call is repeated by itself
 * @param onExpiry what follows when nobody approves a call in time
 */
public record PinnedTool(
    String name,
    ToolKind kind,
    @Nullable String id,
    @Nullable String version,
    ToolEffect effect,
    int timeoutMillis,
    int retries,
    OnExpiry onExpiry) {}
