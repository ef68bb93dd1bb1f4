package dev.agentledger.events.approval;

import dev.agentledger.events.EventContract;
import dev.agentledger.events.key.Role;

/** The decision waited too long, so holders of another role may take it too. */
@EventContract(name = "approval.escalated")
public record ApprovalEscalated(ApprovalId approvalId, Role role) implements ApprovalEvent {}
