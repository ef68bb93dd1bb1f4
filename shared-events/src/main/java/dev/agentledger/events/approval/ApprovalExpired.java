package dev.agentledger.events.approval;

import dev.agentledger.events.EventContract;

/** Nobody decided in time. */
@EventContract(name = "approval.expired")
public record ApprovalExpired(ApprovalId approvalId) implements ApprovalEvent {}
