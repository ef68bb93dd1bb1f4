package dev.agentledger.query.run;

import dev.agentledger.api.run.RunStatus;
import dev.agentledger.api.run.RunView;
import dev.agentledger.events.run.Outcome;
import dev.agentledger.events.run.RunCancelRequested;
import dev.agentledger.events.run.RunCancelled;
import dev.agentledger.events.run.RunCodeFailed;
import dev.agentledger.events.run.RunCodeInvoked;
import dev.agentledger.events.run.RunCodeReturned;
import dev.agentledger.events.run.RunCompleted;
import dev.agentledger.events.run.RunDiverged;
import dev.agentledger.events.run.RunError;
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
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a run looks after each event. */
final class RunViewEvolution {

  private RunViewEvolution() {}

  static RunView evolve(
      @Nullable RunView run, RunEvent event, Instant when, String who, long sequence) {
    if (run == null) {
      if (event instanceof RunRequested requested) {
        return accepted(requested, when, who, sequence);
      }
      throw new IllegalStateException(
          "The history of run %s does not begin with a request".formatted(event.runId()));
    }
    var at = new Step(run, when, sequence);
    return switch (event) {
      case RunRequested _,
          RunCodeReturned _,
          RunCodeFailed _,
          RunCancelRequested _,
          RunModelCallRequested _,
          RunModelCallCompleted _,
          RunModelCallFailed _,
          RunModelCallDiscarded _,
          RunToolCallIntended _,
          RunToolCallSucceeded _,
          RunToolCallFailed _,
          RunToolCallOutcomeUnknown _,
          RunToolCallReconciled _,
          RunToolCallHeld _,
          RunToolCallRejected _,
          RunToolCallRefused _,
          RunQuestionAsked _,
          RunQuestionAnswered _,
          RunSuspended _,
          RunResumed _,
          RunDiverged _ ->
          at.running(run.attempts());
      case RunCodeInvoked _ -> at.running(run.attempts() + 1);
      case RunCompleted completed ->
          at.ended(RunStatus.COMPLETED, completed.outcome(), completed.output(), null);
      case RunFailed failed -> at.ended(RunStatus.FAILED, null, null, failed.error());
      case RunCancelled _ -> at.ended(RunStatus.CANCELLED, null, null, null);
    };
  }

  private static RunView accepted(RunRequested requested, Instant when, String who, long sequence) {
    return new RunView(
        requested.runId(),
        requested.agentId(),
        requested.agentSlug(),
        requested.version(),
        requested.mode(),
        RunStatus.RUNNING,
        null,
        requested.labels(),
        requested.limits(),
        requested.input(),
        null,
        null,
        0,
        when,
        who,
        null,
        sequence);
  }

  /** The same run with another input and output. */
  static RunView with(RunView run, @Nullable Object input, @Nullable Object output) {
    return new RunView(
        run.runId(),
        run.agentId(),
        run.agentSlug(),
        run.version(),
        run.mode(),
        run.status(),
        run.outcome(),
        run.labels(),
        run.limits(),
        input,
        output,
        run.error(),
        run.attempts(),
        run.requestedAt(),
        run.requestedBy(),
        run.endedAt(),
        run.streamVersion());
  }

  /** The run as it was, and the event that changes it. */
  private record Step(RunView run, Instant when, long sequence) {

    /** Nothing that happens after the end brings a run back. */
    RunView running(int attempts) {
      return with(run.status(), run.outcome(), run.output(), run.error(), attempts, run.endedAt());
    }

    RunView ended(
        RunStatus status,
        @Nullable Outcome outcome,
        @Nullable Object output,
        @Nullable RunError error) {
      return with(status, outcome, output, error, run.attempts(), when);
    }

    private RunView with(
        RunStatus status,
        @Nullable Outcome outcome,
        @Nullable Object output,
        @Nullable RunError error,
        int attempts,
        @Nullable Instant endedAt) {
      return new RunView(
          run.runId(),
          run.agentId(),
          run.agentSlug(),
          run.version(),
          run.mode(),
          status,
          outcome,
          run.labels(),
          run.limits(),
          run.input(),
          output,
          error,
          attempts,
          run.requestedAt(),
          run.requestedBy(),
          endedAt,
          sequence);
    }
  }
}
