package dev.agentledger.api.approval;

import dev.agentledger.events.approval.ApprovalId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Remind the approvers. */
public record RemindApproval(@TargetAggregateIdentifier ApprovalId approvalId)
    implements ApprovalCommand {}
