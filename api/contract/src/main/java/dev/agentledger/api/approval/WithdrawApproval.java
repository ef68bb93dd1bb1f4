package dev.agentledger.api.approval;

import dev.agentledger.events.approval.ApprovalId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Take the matter off the table. */
public record WithdrawApproval(@TargetAggregateIdentifier ApprovalId approvalId, String reason)
    implements ApprovalCommand {}
