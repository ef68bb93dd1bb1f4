package dev.agentledger.api.approval;

import dev.agentledger.events.approval.ApprovalId;
import dev.agentledger.events.approval.ApprovalSubject;
import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Disagree. */
public record DenyApproval(
    @TargetAggregateIdentifier ApprovalId approvalId,
    Voter voter,
    String comment,
    ApprovalSubject seen,
    Instant at)
    implements ApprovalCommand {}
