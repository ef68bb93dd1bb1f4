package dev.agentledger.query.approval;

import dev.agentledger.api.approval.ApprovalChange;
import dev.agentledger.api.approval.ApprovalView;
import dev.agentledger.api.approval.FindApproval;
import dev.agentledger.api.approval.WatchApprovals;
import dev.agentledger.events.Envelope;
import dev.agentledger.events.approval.ApprovalEvent;
import java.time.Instant;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ReplayStatus;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.messaging.MetaData;
import org.axonframework.queryhandling.QueryUpdateEmitter;
import org.springframework.stereotype.Component;

/** Keeps the queue of everything that waits for a person, on the processor's own transaction. */
@Component
@ProcessingGroup("approval-queue")
class ApprovalQueueProjection {

  private final ApprovalQueue queue;

  ApprovalQueueProjection(ApprovalQueue queue) {
    this.queue = queue;
  }

  @EventHandler
  void on(
      ApprovalEvent event,
      @SequenceNumber long sequence,
      @Timestamp Instant when,
      MetaData metadata,
      ReplayStatus replay,
      QueryUpdateEmitter updates) {
    var before = queue.find(event.approvalId());
    if (before != null && before.streamVersion() >= sequence) {
      return;
    }
    var tenant = Envelope.from(metadata).tenant();
    var after = ApprovalViewEvolution.evolve(before, event, when, sequence);
    queue.save(tenant, after);
    if (!replay.isReplay()) {
      announce(tenant, after, updates);
    }
  }

  private static void announce(String tenant, ApprovalView approval, QueryUpdateEmitter updates) {
    updates.emit(
        FindApproval.class,
        query -> query.tenant().equals(tenant) && query.approvalId().equals(approval.approvalId()),
        approval);
    updates.emit(
        WatchApprovals.class,
        query -> query.list().tenant().equals(tenant),
        new ApprovalChange(tenant, approval));
  }

  @ResetHandler
  void onReset() {
    queue.clear();
  }
}
