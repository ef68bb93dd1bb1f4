package dev.agentledger.command.run;

import dev.agentledger.api.CommandRefused;
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
import dev.agentledger.events.run.RunEvent;
import java.util.List;

/**
 * The rules of a run as pure functions: a command and a state in, the facts that follow out.
 *
 * <p>The facts of one command are one step, so a run never stands between an outcome and what
 * follows from it. No facts means the command had already been carried out, or came from an attempt
 * that was superseded. A refusal is a {@link CommandRefused}.
 */
final class RunDecisions {

  private RunDecisions() {}

  static List<RunEvent> decide(RunState state, RunCommand command) {
    return switch (command) {
      case StartRun start -> StartDecisions.start(state, start);
      case ReinvokeCode reinvocation -> CodeDecisions.reinvoke(state, reinvocation);
      case RecordCodeReturned returned -> CodeDecisions.recordReturned(state, returned);
      case RecordCodeFailed failed -> CodeDecisions.recordFailed(state, failed);
      case RecordModelCallCompleted completed ->
          ModelCallDecisions.recordCompleted(state, completed);
      case RecordModelCallFailed failed -> ModelCallDecisions.recordFailed(state, failed);
      case RefuseModelCall refusal -> ModelCallDecisions.refuse(state, refusal);
      case ReinvokeModelCall reinvocation -> ModelCallDecisions.reinvoke(state, reinvocation);
      case ResumeRun resumption -> ModelCallDecisions.resume(state, resumption);
      case RecordToolCallSucceeded succeeded -> ToolCallDecisions.recordSucceeded(state, succeeded);
      case RecordToolCallFailed failed -> ToolCallDecisions.recordFailed(state, failed);
      case RecordToolCallOutcomeUnknown unknown -> ToolCallDecisions.recordUnknown(state, unknown);
      case ReinvokeToolCall reinvocation -> ToolCallDecisions.reinvoke(state, reinvocation);
      case ApproveToolCall approval -> PeopleDecisions.approve(state, approval);
      case RejectToolCall rejection -> PeopleDecisions.reject(state, rejection);
      case AnswerQuestion answer -> PeopleDecisions.answer(state, answer);
      case ReconcileToolCall reconciliation -> PeopleDecisions.reconcile(state, reconciliation);
      case TimeOutRun timeout -> EndDecisions.timeOut(state, timeout);
      case RecordDivergence divergence -> EndDecisions.recordDivergence(state, divergence);
      case CancelRun cancellation -> EndDecisions.cancel(state, cancellation);
    };
  }
}
