package dev.agentledger.query.run;

import dev.agentledger.api.run.StepStatus;
import dev.agentledger.api.run.StepType;
import dev.agentledger.events.run.RunCancelRequested;
import dev.agentledger.events.run.RunCancelled;
import dev.agentledger.events.run.RunCodeFailed;
import dev.agentledger.events.run.RunCodeInvoked;
import dev.agentledger.events.run.RunCodeReturned;
import dev.agentledger.events.run.RunCompleted;
import dev.agentledger.events.run.RunDiverged;
import dev.agentledger.events.run.RunEvent;
import dev.agentledger.events.run.RunFailed;
import dev.agentledger.events.run.RunModelCallCompleted;
import dev.agentledger.events.run.RunModelCallDiscarded;
import dev.agentledger.events.run.RunModelCallFailed;
import dev.agentledger.events.run.RunModelCallRequested;
import dev.agentledger.events.run.RunQuestionAnswered;
import dev.agentledger.events.run.RunQuestionAsked;
import dev.agentledger.events.run.RunRequested;
import dev.agentledger.events.run.RunResumed;
import dev.agentledger.events.run.RunSuspended;
import dev.agentledger.events.run.RunToolCallFailed;
import dev.agentledger.events.run.RunToolCallHeld;
import dev.agentledger.events.run.RunToolCallIntended;
import dev.agentledger.events.run.RunToolCallOutcomeUnknown;
import dev.agentledger.events.run.RunToolCallReconciled;
import dev.agentledger.events.run.RunToolCallRefused;
import dev.agentledger.events.run.RunToolCallRejected;
import dev.agentledger.events.run.RunToolCallSucceeded;
import dev.agentledger.query.run.RunStep.Moment;
import dev.agentledger.query.run.RunStep.Request;
import org.jspecify.annotations.Nullable;

/** How a step of a run looks after each event that is about it. */
final class RunStepEvolution {

  private static final String CODE = "code";

  private RunStepEvolution() {}

  /** Whether an event ends all steps of its run. */
  static boolean endsAll(RunEvent event) {
    return event instanceof RunCompleted
        || event instanceof RunFailed
        || event instanceof RunCancelled;
  }

  /** What an event is about; nothing when it is about the run as a whole. */
  static @Nullable String effectOf(RunEvent event) {
    return switch (event) {
      case RunCodeInvoked _, RunCodeReturned _, RunCodeFailed _ -> CODE;
      case RunModelCallRequested(_, var step, _, _, _, _, _) -> model(step);
      case RunModelCallCompleted(_, var step, _, _) -> model(step);
      case RunModelCallFailed failed -> model(failed.step());
      case RunModelCallDiscarded discarded -> model(discarded.step());
      case RunToolCallIntended intended -> intended.callId();
      case RunToolCallSucceeded succeeded -> succeeded.callId();
      case RunToolCallFailed failed -> failed.callId();
      case RunToolCallOutcomeUnknown unknown -> unknown.callId();
      case RunToolCallReconciled reconciled -> reconciled.callId();
      case RunToolCallHeld held -> held.callId();
      case RunToolCallRejected rejected -> rejected.callId();
      case RunToolCallRefused refused -> refused.callId();
      case RunQuestionAsked asked -> asked.callId();
      case RunQuestionAnswered answered -> answered.callId();
      case RunRequested _,
          RunSuspended _,
          RunResumed _,
          RunDiverged _,
          RunCancelRequested _,
          RunCompleted _,
          RunFailed _,
          RunCancelled _ ->
          null;
    };
  }

  private static String model(int step) {
    return "model:" + step;
  }

  /** The step as it begins with this event; nothing when the event goes on with one. */
  static @Nullable RunStep begin(RunEvent event, Moment at) {
    return switch (event) {
      case RunCodeInvoked invoked when invoked.attempt() == 1 ->
          RunStep.begun(invoked.runId(), CODE, invoked.step(), null, StepType.CODE, CODE, at);
      case RunModelCallRequested requested when requested.attempt() == 1 ->
          RunStep.begun(
              requested.runId(),
              model(requested.step()),
              requested.step(),
              null,
              StepType.MODEL,
              requested.model(),
              at);
      // An approved call began when it was held.
      case RunToolCallIntended intended
          when intended.attempt() == 1 && intended.approvedBy().isEmpty() ->
          call(intended.step(), intended.callId(), intended.tool(), event, at);
      case RunToolCallHeld held -> call(held.step(), held.callId(), held.tool(), event, at);
      case RunToolCallRefused refused ->
          call(refused.step(), refused.callId(), refused.tool(), event, at);
      case RunQuestionAsked asked ->
          RunStep.begun(
              asked.runId(),
              asked.callId(),
              asked.step(),
              asked.callId(),
              StepType.QUESTION,
              asked.question(),
              at);
      case RunRequested _,
          RunCodeInvoked _,
          RunCodeReturned _,
          RunCodeFailed _,
          RunModelCallRequested _,
          RunModelCallCompleted _,
          RunModelCallFailed _,
          RunModelCallDiscarded _,
          RunToolCallIntended _,
          RunToolCallSucceeded _,
          RunToolCallFailed _,
          RunToolCallOutcomeUnknown _,
          RunToolCallReconciled _,
          RunToolCallRejected _,
          RunQuestionAnswered _,
          RunSuspended _,
          RunResumed _,
          RunDiverged _,
          RunCancelRequested _,
          RunCompleted _,
          RunFailed _,
          RunCancelled _ ->
          null;
    };
  }

  private static RunStep call(int step, String callId, String tool, RunEvent event, Moment at) {
    return RunStep.begun(event.runId(), callId, step, callId, StepType.TOOL, tool, at);
  }

  /** The step after an event that is about it. */
  static RunStep evolve(RunStep step, RunEvent event, Moment at) {
    return switch (event) {
      case RunCodeInvoked invoked ->
          step.attempted(CODE, StepType.CODE, invoked.attempt(), null, at);
      case RunCodeReturned _ -> step.standing(StepStatus.SUCCEEDED, null, at);
      case RunCodeFailed failed -> step.standing(StepStatus.FAILED, failed.error().message(), at);
      case RunModelCallRequested requested ->
          step.attempted(requested.model(), StepType.MODEL, requested.attempt(), null, at);
      case RunModelCallCompleted(_, _, _, var call) ->
          step.paid(call.usage(), call.costMicros(), at).standing(StepStatus.SUCCEEDED, null, at);
      case RunModelCallFailed failed ->
          step.paid(failed.usage(), failed.costMicros(), at)
              .standing(StepStatus.FAILED, failed.failure().message(), at);
      case RunModelCallDiscarded discarded ->
          step.paid(discarded.usage(), discarded.costMicros(), at);
      case RunToolCallIntended intended ->
          step.asking(new Request(intended.arguments(), intended.argumentsHash()))
              .attempted(
                  intended.tool(),
                  intended.childRunId() == null ? StepType.TOOL : StepType.AGENT,
                  intended.attempt(),
                  intended.childRunId(),
                  at);
      case RunToolCallSucceeded succeeded ->
          step.paid(null, succeeded.costMicros(), at).standing(StepStatus.SUCCEEDED, null, at);
      case RunToolCallFailed failed ->
          step.paid(null, failed.costMicros(), at)
              .standing(
                  failed.last() ? StepStatus.FAILED : StepStatus.RUNNING,
                  failed.failure().message(),
                  at);
      case RunToolCallOutcomeUnknown unknown ->
          step.standing(StepStatus.UNKNOWN, unknown.reason(), at);
      case RunToolCallReconciled reconciled ->
          switch (reconciled.resolution()) {
            case DONE -> step.standing(StepStatus.SUCCEEDED, null, at);
            case RETRY -> step.standing(StepStatus.RUNNING, null, at);
            case FAIL -> step.standing(StepStatus.FAILED, reconciled.comment(), at);
          };
      case RunToolCallHeld held ->
          step.asking(new Request(held.arguments(), held.argumentsHash()))
              .standing(StepStatus.WAITING, null, at);
      case RunToolCallRejected rejected ->
          step.standing(StepStatus.REJECTED, rejected.reason(), at);
      case RunToolCallRefused refused -> step.standing(StepStatus.REFUSED, refused.reason(), at);
      case RunQuestionAsked _ -> step.standing(StepStatus.WAITING, null, at);
      case RunQuestionAnswered _ -> step.standing(StepStatus.SUCCEEDED, null, at);
      case RunCompleted _, RunFailed _, RunCancelled _ -> abandoned(step, at);
      case RunRequested _, RunSuspended _, RunResumed _, RunDiverged _, RunCancelRequested _ ->
          step;
    };
  }

  /** That nobody knows whether a call took effect does not end with the run. */
  private static RunStep abandoned(RunStep step, Moment at) {
    return switch (step.view().status()) {
      case RUNNING, WAITING -> step.standing(StepStatus.ABANDONED, null, at);
      case UNKNOWN, SUCCEEDED, FAILED, REFUSED, REJECTED, ABANDONED -> step;
    };
  }
}
