package dev.agentledger.events.approval;

import dev.agentledger.events.EventContract;

/** The approvers were reminded that a decision waits for them. */
@EventContract(name = "approval.reminded")
public record ApprovalReminded(ApprovalId approvalId) implements ApprovalEvent {}
