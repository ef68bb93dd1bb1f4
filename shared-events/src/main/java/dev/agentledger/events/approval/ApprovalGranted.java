package dev.agentledger.events.approval;

import dev.agentledger.events.EventContract;
import org.jspecify.annotations.Nullable;

/**
 * One person agreed.
 *
 * @param amendment what they agreed to in place of what was asked
 */
@EventContract(name = "approval.granted", revision = 2)
public record ApprovalGranted(
    ApprovalId approvalId,
    String grantedBy,
    @Nullable String comment,
    @Nullable Amendment amendment)
    implements ApprovalEvent {}
