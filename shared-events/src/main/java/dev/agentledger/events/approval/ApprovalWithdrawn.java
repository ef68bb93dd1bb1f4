package dev.agentledger.events.approval;

import dev.agentledger.events.EventContract;

/** The decision is no longer needed. */
@EventContract(name = "approval.withdrawn")
public record ApprovalWithdrawn(ApprovalId approvalId, String reason) implements ApprovalEvent {}
