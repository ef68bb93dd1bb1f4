package dev.agentledger.command.run;

import dev.agentledger.api.CommandRefused;
import dev.agentledger.api.run.CancelRun;
import dev.agentledger.api.run.RecordDivergence;
import dev.agentledger.api.run.TimeOutRun;
import dev.agentledger.command.run.RunState.Absent;
import dev.agentledger.command.run.RunState.Ended;
import dev.agentledger.command.run.RunState.Executing;
import dev.agentledger.events.run.Outcome;
import dev.agentledger.events.run.RunCancelRequested;
import dev.agentledger.events.run.RunCancelled;
import dev.agentledger.events.run.RunCompleted;
import dev.agentledger.events.run.RunDiverged;
import dev.agentledger.events.run.RunEvent;
import dev.agentledger.events.run.RunFailed;
import dev.agentledger.events.run.RunId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a run ends before it has come to its end by itself. */
final class EndDecisions {

  private EndDecisions() {}

  static List<RunEvent> cancel(RunState state, CancelRun command) {
    var runId = command.runId();
    return switch (state) {
      case ActiveRun _, Executing _ ->
          List.of(new RunCancelRequested(runId, command.reason()), new RunCancelled(runId));
      case Ended ended ->
          switch (ended.ending()) {
            case CANCELLED -> List.of();
            case COMPLETED -> throw hasAlready(runId, "completed");
            case FAILED -> throw hasAlready(runId, "failed");
          };
      case Absent _ -> throw RunRefusals.notFound(runId);
    };
  }

  private static CommandRefused hasAlready(RunId runId, String ended) {
    return RunRefusals.wrongState("Run %s has already %s".formatted(runId, ended));
  }

  static List<RunEvent> timeOut(RunState state, TimeOutRun command) {
    return switch (state) {
      case ActiveRun run when run.suspended() -> List.of();
      case ActiveRun run -> timedOut(command.runId(), run.terms().timeoutMillis());
      case Executing running -> timedOut(command.runId(), running.timeoutMillis());
      case Ended _ -> List.of();
      case Absent _ -> throw RunRefusals.notFound(command.runId());
    };
  }

  private static List<RunEvent> timedOut(RunId runId, @Nullable Integer timeoutMillis) {
    return List.of(new RunFailed(runId, RunLimits.noTimeLeft(timeoutMillis)));
  }

  /** A replay that goes no further has done what it was to do: it has found the difference. */
  static List<RunEvent> recordDivergence(RunState state, RecordDivergence command) {
    return switch (state) {
      case ActiveRun run when isAt(run, command) && !run.hasDivergedBy(command.divergence()) ->
          diverged(command);
      case Executing running
          when running.step() == command.step()
              && running.attempt() == command.attempt()
              && !running.diverged() ->
          diverged(command);
      case ActiveRun _, Executing _, Ended _ -> List.of();
      case Absent _ -> throw RunRefusals.notFound(command.runId());
    };
  }

  /** While no model is being asked, the difference is in what the step's calls lead to. */
  private static boolean isAt(ActiveRun run, RecordDivergence command) {
    var asked = run.asked();
    return run.step() == command.step()
        && (asked == null || !asked.isOut() || asked.attempt() == command.attempt());
  }

  private static List<RunEvent> diverged(RecordDivergence command) {
    var runId = command.runId();
    var fact = new RunDiverged(runId, command.step(), command.divergence());
    return command.stop()
        ? List.of(fact, new RunCompleted(runId, Outcome.FINISH, Map.of("diverged", command.step())))
        : List.of(fact);
  }
}
