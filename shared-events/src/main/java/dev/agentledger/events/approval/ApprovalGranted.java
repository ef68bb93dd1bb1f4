package dev.agentledger.events.approval;

import dev.agentledger.events.EventContract;
import org.jspecify.annotations.Nullable;

/** One person agreed. */
@EventContract(name = "approval.granted")
public record ApprovalGranted(ApprovalId approvalId, String grantedBy, @Nullable String comment)
    implements ApprovalEvent {}
