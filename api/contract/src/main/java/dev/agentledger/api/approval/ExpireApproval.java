package dev.agentledger.api.approval;

import dev.agentledger.events.approval.ApprovalId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Close the matter because nobody decided in time. */
public record ExpireApproval(@TargetAggregateIdentifier ApprovalId approvalId)
    implements ApprovalCommand {}
