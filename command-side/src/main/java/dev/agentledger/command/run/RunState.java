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
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where a run stands, holding only what a later decision needs: never its input, its prompts, the
 * results of its calls, or logs.
 */
sealed interface RunState permits RunState.Absent, RunState.Executing, ActiveRun, RunState.Ended {

  record Absent() implements RunState {}

  /**
   * An attempt at executing the agent's code is out with a worker; outcomes of other attempts count
   * no more.
   */
  record Executing(int step, int attempt, @Nullable Integer timeoutMillis, boolean diverged)
      implements RunState {}

  /**
   * It is over.
   *
   * @param unknown calls of which nobody knows whether they took effect; an operator may say it
   *     still
   */
  record Ended(Ending ending, RunMemory memory, List<String> unknown) implements RunState {

    public Ended {
      unknown = List.copyOf(unknown);
    }

    private Ended after(RunModelCallDiscarded event) {
      return new Ended(ending, memory.settled(event.step(), event.attempt()), unknown);
    }

    private Ended after(RunToolCallReconciled event) {
      return new Ended(
          ending,
          memory.knowing(event.callId(), PeopleDecisions.reconciliation(event)),
          unknown.stream().filter(callId -> !callId.equals(event.callId())).toList());
    }
  }

  /** How it ended, as it is said of a run. */
  enum Ending {
    COMPLETED("has completed"),
    FAILED("has failed"),
    CANCELLED("was cancelled");

    private final String words;

    Ending(String words) {
      this.words = words;
    }

    String inWords() {
      return words;
    }
  }

  /**
   * The state after {@code event}; total and free of rules, because what happened cannot be
   * refused.
   */
  static RunState evolve(RunState state, RunEvent event) {
    return switch (event) {
      case RunRequested requested -> ActiveRun.accepted(requested);
      case RunCodeInvoked(_, var step, var attempt, _) -> executing(state, step, attempt);
      case RunModelCallRequested requested -> active(state, run -> run.after(requested));
      case RunModelCallCompleted completed -> active(state, run -> run.after(completed));
      case RunModelCallFailed failed -> active(state, run -> run.after(failed));
      case RunModelCallDiscarded discarded ->
          state instanceof Ended ended
              ? ended.after(discarded)
              : active(state, run -> run.after(discarded));
      case RunToolCallIntended intended -> active(state, run -> run.after(intended));
      case RunToolCallSucceeded succeeded -> active(state, run -> run.after(succeeded));
      case RunToolCallFailed failed -> active(state, run -> run.after(failed));
      case RunToolCallOutcomeUnknown unknown -> active(state, run -> run.after(unknown));
      case RunToolCallReconciled reconciled ->
          state instanceof Ended ended
              ? ended.after(reconciled)
              : active(state, run -> run.after(reconciled));
      case RunToolCallHeld held -> active(state, run -> run.after(held));
      case RunToolCallRejected rejected -> active(state, run -> run.after(rejected));
      case RunQuestionAsked asked -> active(state, run -> run.after(asked));
      case RunQuestionAnswered answered -> active(state, run -> run.after(answered));
      case RunSuspended _ -> active(state, ActiveRun::afterSuspension);
      case RunResumed _ -> active(state, ActiveRun::afterResumption);
      case RunDiverged diverged -> diverged(state, diverged);
      case RunCompleted _ -> ended(state, Ending.COMPLETED);
      case RunFailed _ -> ended(state, Ending.FAILED);
      case RunCancelled _ -> ended(state, Ending.CANCELLED);
      case RunCodeReturned _, RunCodeFailed _, RunToolCallRefused _, RunCancelRequested _ -> state;
    };
  }

  private static RunState active(RunState state, UnaryOperator<ActiveRun> change) {
    return state instanceof ActiveRun run ? change.apply(run) : state;
  }

  private static RunState executing(RunState state, int step, int attempt) {
    return switch (state) {
      case ActiveRun run -> new Executing(step, attempt, run.terms().timeoutMillis(), false);
      case Executing before ->
          new Executing(step, attempt, before.timeoutMillis(), before.diverged());
      case Absent _, Ended _ -> state;
    };
  }

  private static RunState diverged(RunState state, RunDiverged event) {
    return state instanceof Executing before
        ? new Executing(before.step(), before.attempt(), before.timeoutMillis(), true)
        : active(state, run -> run.after(event));
  }

  private static RunState ended(RunState state, Ending ending) {
    return state instanceof ActiveRun run
        ? run.ended(ending)
        : new Ended(ending, RunMemory.NONE, List.of());
  }
}
