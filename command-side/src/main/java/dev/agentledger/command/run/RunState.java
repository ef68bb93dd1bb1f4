package dev.agentledger.command.run;

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

/**
 * Where a run stands, holding only what a later decision needs: never its input, output or logs.
 */
sealed interface RunState {

  record Absent() implements RunState {}

  /** An attempt at a step is out with a worker; outcomes of other attempts count no more. */
  record Running(int step, int attempt) implements RunState {}

  record Completed() implements RunState {}

  record Failed() implements RunState {}

  record Cancelled() implements RunState {}

  /**
   * The state after {@code event}; total and free of rules, because what happened cannot be
   * refused.
   */
  static RunState evolve(RunState state, RunEvent event) {
    return switch (event) {
      case RunCodeInvoked(_, var step, var attempt, _) -> new Running(step, attempt);
      case RunCompleted _ -> new Completed();
      case RunFailed _ -> new Failed();
      case RunCancelled _ -> new Cancelled();
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
          state;
    };
  }
}
