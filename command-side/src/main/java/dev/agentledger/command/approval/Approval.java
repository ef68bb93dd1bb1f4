package dev.agentledger.command.approval;

import dev.agentledger.api.Recorded;
import dev.agentledger.api.approval.ApprovalCommand;
import dev.agentledger.api.approval.DenyApproval;
import dev.agentledger.api.approval.EscalateApproval;
import dev.agentledger.api.approval.ExpireApproval;
import dev.agentledger.api.approval.GrantApproval;
import dev.agentledger.api.approval.RemindApproval;
import dev.agentledger.api.approval.RequestApproval;
import dev.agentledger.api.approval.WithdrawApproval;
import dev.agentledger.command.CommandConfiguration;
import dev.agentledger.command.Decides;
import dev.agentledger.command.Owner;
import dev.agentledger.command.Recording;
import dev.agentledger.events.approval.ApprovalEvent;
import dev.agentledger.events.approval.ApprovalId;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.serialization.Revision;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/**
 * Axon's handle on a request for a human decision: routes commands to {@link ApprovalDecisions} and
 * facts to {@link ApprovalState}.
 */
@Aggregate(
    type = "approval",
    cache = CommandConfiguration.CACHE,
    snapshotTriggerDefinition = CommandConfiguration.SNAPSHOTS)
@Revision("1")
final class Approval {

  @AggregateIdentifier
  @SuppressWarnings("UnusedVariable") // Axon reads it
  private @Nullable ApprovalId approvalId;

  private Owner owner = Owner.unknownOf("Approval");
  private ApprovalState state = new ApprovalState.Absent();

  private Approval() {}

  @Decides
  Recorded handle(RequestApproval command, MetaData metadata) {
    return decide(command, metadata);
  }

  @Decides
  Recorded handle(GrantApproval command, MetaData metadata) {
    return decide(command, metadata);
  }

  @Decides
  Recorded handle(DenyApproval command, MetaData metadata) {
    return decide(command, metadata);
  }

  @Decides
  Recorded handle(RemindApproval command, MetaData metadata) {
    return decide(command, metadata);
  }

  @Decides
  Recorded handle(EscalateApproval command, MetaData metadata) {
    return decide(command, metadata);
  }

  @Decides
  Recorded handle(ExpireApproval command, MetaData metadata) {
    return decide(command, metadata);
  }

  @Decides
  Recorded handle(WithdrawApproval command, MetaData metadata) {
    return decide(command, metadata);
  }

  @EventSourcingHandler
  void on(ApprovalEvent event, MetaData metadata) {
    owner = owner.orFrom(metadata);
    approvalId = event.approvalId();
    state = ApprovalState.evolve(state, event);
  }

  private Recorded decide(ApprovalCommand command, MetaData metadata) {
    return Recording.of(
        metadata, owner, command.approvalId(), () -> ApprovalDecisions.decide(state, command));
  }
}
