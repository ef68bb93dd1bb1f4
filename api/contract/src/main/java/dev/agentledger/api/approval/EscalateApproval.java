package dev.agentledger.api.approval;

import dev.agentledger.events.approval.ApprovalId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Let administrators decide too. */
public record EscalateApproval(@TargetAggregateIdentifier ApprovalId approvalId)
    implements ApprovalCommand {}
