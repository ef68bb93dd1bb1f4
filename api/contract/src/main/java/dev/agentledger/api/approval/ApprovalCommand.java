package dev.agentledger.api.approval;

import dev.agentledger.events.approval.ApprovalId;

/** Everything a request for a human decision can be asked to do. */
public sealed interface ApprovalCommand
    permits RequestApproval,
        GrantApproval,
        DenyApproval,
        WithdrawApproval,
        RemindApproval,
        EscalateApproval,
        ExpireApproval {

  ApprovalId approvalId();
}
