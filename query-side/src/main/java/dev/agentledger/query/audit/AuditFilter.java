package dev.agentledger.query.audit;

import dev.agentledger.api.audit.EventFilter;
import dev.agentledger.api.audit.RecordedEvent;
import dev.agentledger.events.Envelope;
import dev.agentledger.events.approval.ApprovalRequested;
import dev.agentledger.query.Documents;
import dev.agentledger.query.log.LiveEvent;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which of the events that come by are asked for: the same as those found in the audit trail. */
final class AuditFilter implements Predicate<LiveEvent> {

  private final EventFilter asked;
  private final Set<String> approvals;

  /**
   * @param approvals streams of the approvals about the agent that is asked for; grows with each
   *     new one that comes by
   */
  AuditFilter(EventFilter asked, Set<String> approvals) {
    this.asked = asked;
    this.approvals = approvals;
  }

  @Override
  public boolean test(LiveEvent event) {
    // The agent first: whatever else is asked for, its approvals must be noticed.
    return event.isOf(asked.tenant()) && isAboutAgent(event) && test(event.recorded());
  }

  private boolean isAboutAgent(LiveEvent event) {
    if (asked.agentId() == null) {
      return true;
    }
    var fact = event.fact();
    if (fact == null || !asked.agentId().equals(AuditTrailProjection.agentOf(fact))) {
      return approvals.contains(event.streamId());
    }
    if (fact instanceof ApprovalRequested) {
      approvals.add(event.streamId());
    }
    return true;
  }

  private boolean test(RecordedEvent event) {
    return (asked.fromPosition() == null || event.position() >= asked.fromPosition())
        && (asked.toPosition() == null || event.position() <= asked.toPosition())
        && (asked.from() == null || !event.recordedAt().isBefore(asked.from()))
        && (asked.to() == null || event.recordedAt().isBefore(asked.to()))
        && (asked.streamId() == null || asked.streamId().equals(event.streamId()))
        && (asked.contract() == null || asked.contract().equals(event.contract()))
        && matches(asked.actor(), event.envelope().get(Envelope.ACTOR))
        && matches(asked.correlationId(), event.envelope().get(Envelope.CORRELATION_ID));
  }

  /** As the columns of the audit trail hold it. */
  private static boolean matches(@Nullable String asked, @Nullable Object found) {
    return asked == null
        || (found instanceof String text && Documents.column(asked).equals(Documents.column(text)));
  }
}
