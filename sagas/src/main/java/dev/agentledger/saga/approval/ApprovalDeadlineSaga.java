package dev.agentledger.saga.approval;

import dev.agentledger.api.approval.EscalateApproval;
import dev.agentledger.api.approval.ExpireApproval;
import dev.agentledger.api.approval.RemindApproval;
import dev.agentledger.events.Envelope;
import dev.agentledger.events.approval.ApprovalDecided;
import dev.agentledger.events.approval.ApprovalExpired;
import dev.agentledger.events.approval.ApprovalId;
import dev.agentledger.events.approval.ApprovalRequested;
import dev.agentledger.events.approval.ApprovalWithdrawn;
import dev.agentledger.saga.SagaCommands;
import java.util.Objects;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.deadline.DeadlineManager;
import org.axonframework.deadline.annotation.DeadlineHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.modelling.saga.EndSaga;
import org.axonframework.modelling.saga.SagaEventHandler;
import org.axonframework.modelling.saga.StartSaga;
import org.axonframework.spring.stereotype.Saga;
import org.jspecify.annotations.Nullable;

/**
 * Watches the clock for a decision by people: reminds them, lets administrators in, and closes the
 * matter when it is too late.
 *
 * <p>Times count from the moment at which the decision was asked for, so that the expiry is the one
 * people were shown. A deadline handled twice repeats a command that is harmless to repeat.
 */
@Saga
@ProcessingGroup(ApprovalDeadlineSaga.PROCESS)
public class ApprovalDeadlineSaga {

  /** Name of the process, as it appears in the log and among the event processors. */
  public static final String PROCESS = "approval-deadlines";

  static final String REMIND = "approval-remind";
  static final String ESCALATE = "approval-escalate";
  static final String EXPIRE = "approval-expire";

  private @Nullable Envelope envelope;
  private @Nullable String reminder;
  private @Nullable String escalation;
  private @Nullable String expiry;

  @StartSaga
  @SagaEventHandler(associationProperty = "approvalId")
  void on(ApprovalRequested event, EventMessage<?> message, DeadlineManager deadlines) {
    if (envelope != null) {
      return;
    }
    envelope = SagaCommands.answering(message, PROCESS);
    var rule = event.rule();
    var requestedAt = event.expiresAt().minus(rule.expireAfter());
    var payload = event.approvalId().value();
    reminder = deadlines.schedule(requestedAt.plus(rule.remindAfter()), REMIND, payload);
    escalation = deadlines.schedule(requestedAt.plus(rule.escalateAfter()), ESCALATE, payload);
    expiry = deadlines.schedule(event.expiresAt(), EXPIRE, payload);
  }

  @DeadlineHandler(deadlineName = REMIND)
  void onReminderDue(String approvalId, SagaCommands commands) {
    reminder = null;
    commands.send(new RemindApproval(new ApprovalId(approvalId)), envelope());
  }

  @DeadlineHandler(deadlineName = ESCALATE)
  void onEscalationDue(String approvalId, SagaCommands commands) {
    escalation = null;
    commands.send(new EscalateApproval(new ApprovalId(approvalId)), envelope());
  }

  @DeadlineHandler(deadlineName = EXPIRE)
  void onExpiryDue(String approvalId, SagaCommands commands) {
    expiry = null;
    commands.send(new ExpireApproval(new ApprovalId(approvalId)), envelope());
  }

  @EndSaga
  @SagaEventHandler(associationProperty = "approvalId")
  void on(ApprovalDecided event, DeadlineManager deadlines) {
    cancelAll(deadlines);
  }

  @EndSaga
  @SagaEventHandler(associationProperty = "approvalId")
  void on(ApprovalWithdrawn event, DeadlineManager deadlines) {
    cancelAll(deadlines);
  }

  /** The expiry itself may still be under way, and what is under way cannot be cancelled. */
  @EndSaga
  @SagaEventHandler(associationProperty = "approvalId")
  void on(ApprovalExpired event, DeadlineManager deadlines) {
    expiry = null;
    cancelAll(deadlines);
  }

  /** By id, since a search within the saga's scope reads every deadline of the platform. */
  private void cancelAll(DeadlineManager deadlines) {
    cancel(REMIND, reminder, deadlines);
    cancel(ESCALATE, escalation, deadlines);
    cancel(EXPIRE, expiry, deadlines);
  }

  private static void cancel(
      String deadline, @Nullable String scheduleId, DeadlineManager deadlines) {
    if (scheduleId != null) {
      deadlines.cancelSchedule(deadline, scheduleId);
    }
  }

  private Envelope envelope() {
    return Objects.requireNonNull(envelope, "set by the event that starts this saga");
  }
}
