package dev.agentledger.saga.tool;

import dev.agentledger.events.policy.ApprovalRule;
import org.jspecify.annotations.Nullable;

/**
 * What is to be said about a tool call before it is made.
 *
 * @param problem why the arguments cannot be sent, in words for the model; absent when they can
 * @param approvalReason why people must agree first; absent when they need not
 * @param approvalRule who must agree; there if the reason is
 */
public record Judgement(
    @Nullable String problem,
    @Nullable String approvalReason,
    @Nullable ApprovalRule approvalRule) {}
