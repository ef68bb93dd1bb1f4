package dev.agentledger.query.run;

import dev.agentledger.api.run.RunStatus;
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
import dev.agentledger.events.run.TokenUsage;
import dev.agentledger.query.run.RunProgress.End;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How a run looks after each event. */
final class RunViewEvolution {

  private RunViewEvolution() {}

  static RunRow evolve(
      @Nullable RunRow row, RunEvent event, Instant when, String who, long sequence) {
    if (row == null) {
      if (event instanceof RunRequested requested) {
        return RunRow.accepted(requested, when, who, sequence);
      }
      throw new IllegalStateException(
          "The history of run %s does not begin with a request".formatted(event.runId()));
    }
    return row.at(after(row.progress(), event, when).restingForTheFirst(), sequence);
  }

  private static RunProgress after(RunProgress run, RunEvent event, Instant when) {
    return switch (event) {
      case RunRequested _,
          RunCodeReturned _,
          RunCodeFailed _,
          RunCancelRequested _,
          RunToolCallRefused _ ->
          run;
      case RunCodeInvoked invoked -> run.executed(invoked.attempt() == 1);
      case RunModelCallRequested requested -> run.askedModel(requested.attempt() == 1);
      case RunModelCallCompleted completed ->
          run.paid(completed.call().usage(), completed.call().costMicros());
      case RunModelCallFailed failed ->
          run.paid(
              Objects.requireNonNullElse(failed.usage(), TokenUsage.NONE), failed.costMicros());
      case RunModelCallDiscarded discarded -> run.paid(discarded.usage(), discarded.costMicros());
      case RunToolCallIntended intended -> intended(run, intended, when);
      case RunToolCallSucceeded succeeded ->
          run.paid(succeeded.costMicros(), isChild(run, succeeded.callId()))
              .closing(succeeded.callId());
      case RunToolCallFailed failed -> failed(run, failed);
      case RunToolCallOutcomeUnknown unknown ->
          run.changing(unknown.callId(), call -> call.unknown(unknown, when));
      case RunToolCallReconciled reconciled -> reconciled(run, reconciled, when);
      case RunToolCallHeld held -> run.opening(OpenCall.held(held, when));
      case RunToolCallRejected rejected -> run.closing(rejected.callId());
      case RunQuestionAsked asked -> run.opening(OpenCall.asked(asked, when));
      case RunQuestionAnswered answered -> run.closing(answered.callId());
      case RunSuspended suspended -> run.resting(suspended, when);
      case RunResumed _ -> run.going();
      case RunDiverged diverged -> run.diverged(diverged);
      case RunCompleted completed ->
          run.ended(
              RunStatus.COMPLETED, new End(completed.outcome(), completed.output(), null, when));
      case RunFailed failed ->
          run.ended(RunStatus.FAILED, new End(null, null, failed.error(), when));
      case RunCancelled _ -> run.ended(RunStatus.CANCELLED, new End(null, null, null, when));
    };
  }

  private static RunProgress intended(RunProgress run, RunToolCallIntended event, Instant when) {
    var called = run.calledTool(event.attempt() == 1);
    return run.call(event.callId()).isPresent()
        ? called.changing(event.callId(), _ -> OpenCall.sent(event, when))
        : called.opening(OpenCall.sent(event, when));
  }

  private static RunProgress failed(RunProgress run, RunToolCallFailed event) {
    var paid = run.paid(event.costMicros(), event.last() && isChild(run, event.callId()));
    return event.last() ? paid.closing(event.callId()) : paid;
  }

  private static RunProgress reconciled(
      RunProgress run, RunToolCallReconciled event, Instant when) {
    return switch (event.resolution()) {
      case DONE, FAIL -> run.closing(event.callId());
      case RETRY -> run.changing(event.callId(), call -> call.sentAgain(when));
    };
  }

  private static boolean isChild(RunProgress run, String callId) {
    return run.call(callId).filter(OpenCall::child).isPresent();
  }
}
