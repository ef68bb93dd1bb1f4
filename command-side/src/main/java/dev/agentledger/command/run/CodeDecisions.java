package dev.agentledger.command.run;

import dev.agentledger.api.run.RecordCodeFailed;
import dev.agentledger.api.run.RecordCodeReturned;
import dev.agentledger.api.run.ReinvokeCode;
import dev.agentledger.command.run.RunState.Absent;
import dev.agentledger.command.run.RunState.Ended;
import dev.agentledger.command.run.RunState.Executing;
import dev.agentledger.events.run.Outcome;
import dev.agentledger.events.run.RunCodeFailed;
import dev.agentledger.events.run.RunCodeInvoked;
import dev.agentledger.events.run.RunCodeReturned;
import dev.agentledger.events.run.RunCompleted;
import dev.agentledger.events.run.RunError;
import dev.agentledger.events.run.RunEvent;
import dev.agentledger.events.run.RunFailed;
import dev.agentledger.events.run.RunId;
import java.util.List;
import java.util.function.Function;

/** What follows from an attempt at executing an agent's code. */
final class CodeDecisions {

  private static final int MOST_ATTEMPTS = 5;

  private CodeDecisions() {}

  static List<RunEvent> reinvoke(RunState state, ReinvokeCode command) {
    return whileOut(
        state,
        command.runId(),
        command.step(),
        command.lostAttempt(),
        running ->
            running.attempt() == MOST_ATTEMPTS
                ? List.of(
                    new RunFailed(
                        command.runId(),
                        new RunError(
                            "worker-lost",
                            "The worker was lost in each of %d attempts".formatted(MOST_ATTEMPTS),
                            null)))
                : List.of(
                    new RunCodeInvoked(
                        command.runId(), running.step(), running.attempt() + 1, "worker lost")));
  }

  static List<RunEvent> recordReturned(RunState state, RecordCodeReturned command) {
    return whileOut(
        state,
        command.runId(),
        command.step(),
        command.attempt(),
        _ ->
            List.of(
                new RunCodeReturned(
                    command.runId(),
                    command.step(),
                    command.attempt(),
                    command.output(),
                    command.logs(),
                    command.durationMillis()),
                new RunCompleted(command.runId(), Outcome.FINISH, command.output())));
  }

  static List<RunEvent> recordFailed(RunState state, RecordCodeFailed command) {
    return whileOut(
        state,
        command.runId(),
        command.step(),
        command.attempt(),
        _ ->
            List.of(
                new RunCodeFailed(
                    command.runId(),
                    command.step(),
                    command.attempt(),
                    command.error(),
                    command.logs(),
                    command.durationMillis()),
                new RunFailed(command.runId(), command.error())));
  }

  /** What the rule says while this attempt is out; nothing when it counts no more. */
  private static List<RunEvent> whileOut(
      RunState state,
      RunId runId,
      int step,
      int attempt,
      Function<Executing, List<RunEvent>> rule) {
    return switch (state) {
      case Executing running when running.step() == step && running.attempt() == attempt ->
          rule.apply(running);
      case Executing _, ActiveRun _, Ended _ -> List.of();
      case Absent _ -> throw RunRefusals.notFound(runId);
    };
  }
}
