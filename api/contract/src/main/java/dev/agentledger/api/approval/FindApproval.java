package dev.agentledger.api.approval;

import dev.agentledger.events.approval.ApprovalId;

/** Ask for one request for a decision; answered by an optional {@link ApprovalView}. */
public record FindApproval(String tenant, ApprovalId approvalId) {}
