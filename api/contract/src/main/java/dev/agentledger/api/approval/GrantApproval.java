package dev.agentledger.api.approval;

import dev.agentledger.events.approval.Amendment;
import dev.agentledger.events.approval.ApprovalId;
import dev.agentledger.events.approval.ApprovalSubject;
import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Agree.
 *
 * @param voter who agrees
 * @param amendment what the voter agrees to in place of what was asked; only of a tool call that
 *     needs one approval
 * @param seen the subject as it is now; another hash or version than what was to be decided is
 *     stale
 */
public record GrantApproval(
    @TargetAggregateIdentifier ApprovalId approvalId,
    Voter voter,
    @Nullable String comment,
    @Nullable Amendment amendment,
    ApprovalSubject seen,
    Instant at)
    implements ApprovalCommand {}
