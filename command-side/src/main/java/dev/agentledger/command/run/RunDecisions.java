package dev.agentledger.command.run;

import dev.agentledger.api.CommandRefused;
import dev.agentledger.api.CommandRefused.Reason;
import dev.agentledger.api.run.AnswerQuestion;
import dev.agentledger.api.run.ApproveToolCall;
import dev.agentledger.api.run.CancelRun;
import dev.agentledger.api.run.ReconcileToolCall;
import dev.agentledger.api.run.RecordCodeFailed;
import dev.agentledger.api.run.RecordCodeReturned;
import dev.agentledger.api.run.RecordDivergence;
import dev.agentledger.api.run.RecordModelCallCompleted;
import dev.agentledger.api.run.RecordModelCallFailed;
import dev.agentledger.api.run.RecordToolCallFailed;
import dev.agentledger.api.run.RecordToolCallOutcomeUnknown;
import dev.agentledger.api.run.RecordToolCallSucceeded;
import dev.agentledger.api.run.RefuseModelCall;
import dev.agentledger.api.run.ReinvokeCode;
import dev.agentledger.api.run.ReinvokeModelCall;
import dev.agentledger.api.run.ReinvokeToolCall;
import dev.agentledger.api.run.RejectToolCall;
import dev.agentledger.api.run.ResumeRun;
import dev.agentledger.api.run.RunCommand;
import dev.agentledger.api.run.StartRun;
import dev.agentledger.api.run.TimeOutRun;
import dev.agentledger.command.run.RunState.Absent;
import dev.agentledger.command.run.RunState.Cancelled;
import dev.agentledger.command.run.RunState.Completed;
import dev.agentledger.command.run.RunState.Failed;
import dev.agentledger.command.run.RunState.Running;
import dev.agentledger.events.run.Outcome;
import dev.agentledger.events.run.RunCancelRequested;
import dev.agentledger.events.run.RunCancelled;
import dev.agentledger.events.run.RunCodeFailed;
import dev.agentledger.events.run.RunCodeInvoked;
import dev.agentledger.events.run.RunCodeReturned;
import dev.agentledger.events.run.RunCompleted;
import dev.agentledger.events.run.RunError;
import dev.agentledger.events.run.RunEvent;
import dev.agentledger.events.run.RunFailed;
import dev.agentledger.events.run.RunId;
import dev.agentledger.events.run.RunRequested;
import java.util.List;

/**
 * The rules of a run as pure functions: a command and a state in, the facts that follow out.
 *
 * <p>The facts of one command are one step, so a run never stands between an outcome and what
 * follows from it. No facts means the command had already been carried out, or came from an attempt
 * that was superseded. A refusal is a {@link CommandRefused}.
 */
final class RunDecisions {

  private static final int MOST_ATTEMPTS = 5;

  private RunDecisions() {}

  static List<RunEvent> decide(RunState state, RunCommand command) {
    return switch (command) {
      case StartRun start -> start(state, start);
      case ReinvokeCode reinvocation -> reinvoke(state, reinvocation);
      case RecordCodeReturned returned -> recordReturned(state, returned);
      case RecordCodeFailed failed -> recordFailed(state, failed);
      case CancelRun cancellation -> cancel(state, cancellation);
      case RecordModelCallCompleted _,
          RecordModelCallFailed _,
          RefuseModelCall _,
          ReinvokeModelCall _,
          RecordToolCallSucceeded _,
          RecordToolCallFailed _,
          RecordToolCallOutcomeUnknown _,
          ReinvokeToolCall _,
          ApproveToolCall _,
          RejectToolCall _,
          AnswerQuestion _,
          ReconcileToolCall _,
          ResumeRun _,
          TimeOutRun _,
          RecordDivergence _ ->
          List.of();
    };
  }

  private static List<RunEvent> start(RunState state, StartRun command) {
    return switch (state) {
      case Absent _ ->
          List.of(
              new RunRequested(
                  command.runId(),
                  command.agentId(),
                  command.agentSlug(),
                  command.version(),
                  command.plan(),
                  command.mode(),
                  command.input(),
                  command.labels(),
                  command.limits(),
                  command.parent(),
                  command.conversation(),
                  command.replayOf(),
                  command.forkOf(),
                  command.script()),
              new RunCodeInvoked(command.runId(), 1, 1, null));
      case Running _, Completed _, Failed _, Cancelled _ -> List.of();
    };
  }

  private static List<RunEvent> reinvoke(RunState state, ReinvokeCode command) {
    return switch (state) {
      case Running(var step, var attempt)
          when step != command.step() || attempt != command.lostAttempt() ->
          List.of();
      case Running(_, var attempt) when attempt == MOST_ATTEMPTS ->
          List.of(
              new RunFailed(
                  command.runId(),
                  new RunError(
                      "worker-lost",
                      "The worker was lost in each of %d attempts".formatted(MOST_ATTEMPTS),
                      null)));
      case Running(var step, var attempt) ->
          List.of(new RunCodeInvoked(command.runId(), step, attempt + 1, "worker lost"));
      case Completed _, Failed _, Cancelled _ -> List.of();
      case Absent _ -> throw notFound(command.runId());
    };
  }

  private static List<RunEvent> recordReturned(RunState state, RecordCodeReturned command) {
    return switch (state) {
      case Running(var step, var attempt)
          when step == command.step() && attempt == command.attempt() ->
          List.of(
              new RunCodeReturned(
                  command.runId(),
                  step,
                  attempt,
                  command.output(),
                  command.logs(),
                  command.durationMillis()),
              new RunCompleted(command.runId(), Outcome.FINISH, command.output()));
      case Running _, Completed _, Failed _, Cancelled _ -> List.of();
      case Absent _ -> throw notFound(command.runId());
    };
  }

  private static List<RunEvent> recordFailed(RunState state, RecordCodeFailed command) {
    return switch (state) {
      case Running(var step, var attempt)
          when step == command.step() && attempt == command.attempt() ->
          List.of(
              new RunCodeFailed(
                  command.runId(),
                  step,
                  attempt,
                  command.error(),
                  command.logs(),
                  command.durationMillis()),
              new RunFailed(command.runId(), command.error()));
      case Running _, Completed _, Failed _, Cancelled _ -> List.of();
      case Absent _ -> throw notFound(command.runId());
    };
  }

  private static List<RunEvent> cancel(RunState state, CancelRun command) {
    return switch (state) {
      case Running _ ->
          List.of(
              new RunCancelRequested(command.runId(), command.reason()),
              new RunCancelled(command.runId()));
      case Cancelled _ -> List.of();
      case Completed _ -> throw ended(command.runId(), "completed");
      case Failed _ -> throw ended(command.runId(), "failed");
      case Absent _ -> throw notFound(command.runId());
    };
  }

  private static CommandRefused ended(RunId runId, String outcome) {
    return new CommandRefused(
        Reason.WRONG_STATE, "Run %s has already %s".formatted(runId, outcome));
  }

  private static CommandRefused notFound(RunId runId) {
    return new CommandRefused(Reason.NOT_FOUND, "Run %s does not exist".formatted(runId));
  }
}
