package dev.agentledger.events.approval;

import dev.agentledger.events.agent.AgentId;
import dev.agentledger.events.run.RunId;
import dev.agentledger.events.tool.OnExpiry;
import dev.agentledger.events.tool.ToolEffect;
import org.jspecify.annotations.Nullable;

/**
 * A tool call as the approvers see it.
 *
 * @param arguments exactly those that are approved, unless an approver changes them
 * @param effect what the call may change
 * @param onExpiry what follows when nobody decides in time
 * @param costMicros what the run had cost when the call was held, in millionths of a US dollar
 */
public record ProposedCall(
    RunId runId,
    AgentId agentId,
    String agentSlug,
    String callId,
    String tool,
    @Nullable Object arguments,
    ToolEffect effect,
    OnExpiry onExpiry,
    long costMicros) {}
