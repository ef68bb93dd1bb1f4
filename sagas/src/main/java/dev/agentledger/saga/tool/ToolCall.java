package dev.agentledger.saga.tool;

import dev.agentledger.events.agent.AgentId;
import dev.agentledger.events.run.PinnedTool;
import dev.agentledger.events.run.RunId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A call of a tool that was decided.
 *
 * @param idempotencyKey the same for all attempts at the call
 */
public record ToolCall(
    String tenant,
    RunId runId,
    AgentId agentId,
    PinnedTool tool,
    @Nullable Object arguments,
    String idempotencyKey,
    Duration timeout) {}
