package dev.agentledger.events.approval;

import dev.agentledger.events.EventContract;

/** One person disagreed. */
@EventContract(name = "approval.denied")
public record ApprovalDenied(ApprovalId approvalId, String deniedBy, String comment)
    implements ApprovalEvent {}
