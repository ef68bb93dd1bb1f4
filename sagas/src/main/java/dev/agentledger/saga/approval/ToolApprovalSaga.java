package dev.agentledger.saga.approval;

import dev.agentledger.api.approval.RequestApproval;
import dev.agentledger.api.approval.WithdrawApproval;
import dev.agentledger.api.run.ApproveToolCall;
import dev.agentledger.api.run.CallStanding;
import dev.agentledger.api.run.CallStanding.WaitsFor;
import dev.agentledger.api.run.RejectToolCall;
import dev.agentledger.events.Envelope;
import dev.agentledger.events.approval.ApprovalDecided;
import dev.agentledger.events.approval.ApprovalExpired;
import dev.agentledger.events.approval.ApprovalId;
import dev.agentledger.events.approval.ApprovalSubject;
import dev.agentledger.events.approval.ApprovalWithdrawn;
import dev.agentledger.events.approval.ProposedCall;
import dev.agentledger.events.run.RunCancelled;
import dev.agentledger.events.run.RunFailed;
import dev.agentledger.events.run.RunId;
import dev.agentledger.events.run.RunToolCallHeld;
import dev.agentledger.events.run.RunToolCallRejected;
import dev.agentledger.saga.SagaCommands;
import dev.agentledger.saga.run.history.Histories;
import dev.agentledger.saga.run.history.RunHistory;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.modelling.saga.EndSaga;
import org.axonframework.modelling.saga.SagaEventHandler;
import org.axonframework.modelling.saga.SagaLifecycle;
import org.axonframework.modelling.saga.StartSaga;
import org.axonframework.spring.stereotype.Saga;
import org.jspecify.annotations.Nullable;

/**
 * Asks people about the tool calls that a run holds, and passes their answers on.
 *
 * <p>One for each run, as long as an answer is missing. The id of an approval follows from run and
 * call, and the run knows which calls it holds, so handling an event twice changes nothing.
 */
@Saga
@ProcessingGroup(ToolApprovalSaga.PROCESS)
public class ToolApprovalSaga {

  /** Name of the process, as it appears in the log and among the event processors. */
  public static final String PROCESS = "tool-approval-saga";

  /** What people have not answered yet, by the id of the approval. */
  private final Map<String, Question> open = new LinkedHashMap<>();

  /**
   * A call about which people were asked.
   *
   * @param hash of the arguments that they see
   */
  record Question(RunId runId, String callId, String hash) {}

  @StartSaga
  @SagaEventHandler(associationProperty = "runId")
  void on(
      RunToolCallHeld event,
      EventMessage<?> message,
      @Timestamp Instant heldAt,
      SagaCommands commands,
      Histories histories) {
    var approvalId = approvalOf(event.runId(), event.callId());
    if (open.containsKey(approvalId.value())) {
      return;
    }
    var run = histories.read(event.runId()).orElseThrow();
    Calls.standingOf(run, event.callId())
        .filter(call -> call.waitsFor(WaitsFor.APPROVAL))
        .ifPresentOrElse(
            call -> {
              open.put(
                  approvalId.value(),
                  new Question(event.runId(), event.callId(), event.argumentsHash()));
              SagaLifecycle.associateWith("approvalId", approvalId.value());
              send(request(approvalId, event, run, call, heldAt), message, commands);
            },
            this::endWithoutQuestions);
  }

  @SagaEventHandler(associationProperty = "approvalId")
  void on(ApprovalDecided event, EventMessage<?> message, SagaCommands commands) {
    var question = closed(event.approvalId());
    if (question != null) {
      send(
          switch (event.decision()) {
            case APPROVED -> consent(question, event);
            case REJECTED ->
                new RejectToolCall(
                    question.runId(),
                    question.callId(),
                    reasonOf(event),
                    String.join(", ", event.decidedBy()));
          },
          message,
          commands);
    }
  }

  @SagaEventHandler(associationProperty = "approvalId")
  void on(ApprovalExpired event, EventMessage<?> message, SagaCommands commands) {
    var question = closed(event.approvalId());
    if (question != null) {
      send(
          new RejectToolCall(question.runId(), question.callId(), "Nobody decided in time", null),
          message,
          commands);
    }
  }

  /** Without an answer to come, the run would wait for ever. */
  @SagaEventHandler(associationProperty = "approvalId")
  void on(ApprovalWithdrawn event, EventMessage<?> message, SagaCommands commands) {
    var question = closed(event.approvalId());
    if (question != null) {
      var envelope = Envelope.from(message.getMetaData());
      send(
          new RejectToolCall(
              question.runId(),
              question.callId(),
              event.reason(),
              Objects.requireNonNullElse(envelope.onBehalfOf(), envelope.actor())),
          message,
          commands);
    }
  }

  /** Also told when it was rejected without its approval, which is of no use then. */
  @SagaEventHandler(associationProperty = "runId")
  void on(RunToolCallRejected event, EventMessage<?> message, SagaCommands commands) {
    withdraw(approvalOf(event.runId(), event.callId()), event.reason(), message, commands);
  }

  @EndSaga
  @SagaEventHandler(associationProperty = "runId")
  void on(RunCancelled event, EventMessage<?> message, SagaCommands commands) {
    withdrawAll("The run was cancelled", message, commands);
  }

  @EndSaga
  @SagaEventHandler(associationProperty = "runId")
  void on(RunFailed event, EventMessage<?> message, SagaCommands commands) {
    withdrawAll("The run failed: " + event.error().message(), message, commands);
  }

  private void withdrawAll(String reason, EventMessage<?> message, SagaCommands commands) {
    for (var approvalId : List.copyOf(open.keySet())) {
      withdraw(new ApprovalId(approvalId), reason, message, commands);
    }
  }

  private void withdraw(
      ApprovalId approvalId, String reason, EventMessage<?> message, SagaCommands commands) {
    if (closed(approvalId) != null) {
      send(new WithdrawApproval(approvalId, reason), message, commands);
    }
  }

  private @Nullable Question closed(ApprovalId approvalId) {
    var question = open.remove(approvalId.value());
    SagaLifecycle.removeAssociationWith("approvalId", approvalId.value());
    endWithoutQuestions();
    return question;
  }

  private void endWithoutQuestions() {
    if (open.isEmpty()) {
      SagaLifecycle.end();
    }
  }

  private static void send(Object command, EventMessage<?> cause, SagaCommands commands) {
    commands.send(command, SagaCommands.answering(cause, PROCESS));
  }

  private static RequestApproval request(
      ApprovalId approvalId,
      RunToolCallHeld held,
      RunHistory run,
      CallStanding call,
      Instant heldAt) {
    var requested = run.requested();
    var tool = Calls.pinned(run, held.tool());
    return new RequestApproval(
        approvalId,
        new ApprovalSubject(
            ApprovalSubject.Kind.TOOL_CALL,
            held.runId().value(),
            held.callId(),
            "%s/%s".formatted(requested.agentSlug(), held.tool()),
            held.argumentsHash(),
            call.since()),
        new ProposedCall(
            held.runId(),
            requested.agentId(),
            requested.agentSlug(),
            held.callId(),
            held.tool(),
            held.arguments(),
            tool.effect(),
            tool.onExpiry(),
            run.spentMicros()),
        "Let %s call %s".formatted(requested.agentSlug(), held.tool()),
        List.of(held.reason()),
        run.user(),
        List.of(run.user()),
        held.rule(),
        heldAt);
  }

  private static ApproveToolCall consent(Question question, ApprovalDecided decided) {
    var amendment = decided.amendment();
    return new ApproveToolCall(
        question.runId(),
        question.callId(),
        question.hash(),
        amendment == null ? null : amendment.arguments(),
        amendment == null ? null : amendment.hash(),
        decided.decidedBy());
  }

  private static String reasonOf(ApprovalDecided rejection) {
    return rejection.comment() == null
        ? "A person rejected the call"
        : "A person rejected the call: " + rejection.comment();
  }

  /** One approval for each held call: its id follows from those of run and call. */
  private static ApprovalId approvalOf(RunId runId, String callId) {
    var run = runId.value();
    return new ApprovalId("apr_%s_%s".formatted(run.substring(run.indexOf('_') + 1), callId));
  }
}
