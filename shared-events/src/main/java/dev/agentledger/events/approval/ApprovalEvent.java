package dev.agentledger.events.approval;

import dev.agentledger.events.DomainEvent;

/** Everything that can happen to a request for a human decision. */
public sealed interface ApprovalEvent extends DomainEvent
    permits ApprovalRequested,
        ApprovalGranted,
        ApprovalDenied,
        ApprovalDecided,
        ApprovalReminded,
        ApprovalEscalated,
        ApprovalExpired,
        ApprovalWithdrawn {

  ApprovalId approvalId();
}
