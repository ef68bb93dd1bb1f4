package dev.agentledger.command.run;

import dev.agentledger.events.agent.AgentKind;
import dev.agentledger.events.run.Outcome;
import dev.agentledger.events.run.RunCompleted;
import dev.agentledger.events.run.RunError;
import dev.agentledger.events.run.RunEvent;
import dev.agentledger.events.run.RunFailed;
import dev.agentledger.events.run.RunId;
import dev.agentledger.events.run.RunModelCallRequested;
import dev.agentledger.events.run.RunResumed;
import dev.agentledger.events.run.RunSuspended;
import dev.agentledger.events.run.RunToolCallIntended;
import dev.agentledger.events.run.SuspensionReason;
import dev.agentledger.events.run.ToolKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The facts of one command as they come about, each decided on what the ones before made of the
 * run.
 *
 * <p>Every effect is intended here and nowhere else, so that no limit is forgotten and no run works
 * while it counts as resting.
 */
final class RunCourse {

  private final RunId runId;
  private final List<RunEvent> facts = new ArrayList<>();
  private ActiveRun run;
  private boolean ended;

  RunCourse(RunId runId, ActiveRun run) {
    this.runId = runId;
    this.run = run;
  }

  ActiveRun run() {
    return run;
  }

  List<RunEvent> facts() {
    return List.copyOf(facts);
  }

  RunCourse record(RunEvent fact) {
    if (ended) {
      throw new IllegalStateException("Run %s has ended before %s".formatted(runId, fact));
    }
    facts.add(fact);
    if (RunState.evolve(run, fact) instanceof ActiveRun next) {
      run = next;
    } else {
      ended = true;
    }
    return this;
  }

  RunCourse fail(RunError error) {
    return record(new RunFailed(runId, error));
  }

  RunCourse fail(String kind, String message) {
    return fail(new RunError(kind, message, null));
  }

  RunCourse complete(Outcome outcome, @Nullable Object output) {
    return record(new RunCompleted(runId, outcome, output));
  }

  RunCourse suspend(SuspensionReason reason, String detail) {
    return record(new RunSuspended(runId, reason, detail));
  }

  /**
   * Asks the model for the next step.
   *
   * <p>The one that answered last is asked again, so that a run does not find out anew at each step
   * that a model before it cannot answer.
   */
  RunCourse askNext(@Nullable String addition, @Nullable String reason) {
    var last = run.asked();
    var model = last == null ? run.terms().models().getFirst() : last.model();
    return orFail(
        RunLimits.beforeStep(run),
        new RunModelCallRequested(runId, run.step() + 1, 1, model, addition, 0, reason),
        null);
  }

  /** Asks a model once more at the same step. */
  RunCourse askAgain(
      ModelAttempt last,
      String model,
      long delayMillis,
      @Nullable String reason,
      @Nullable String comment) {
    return orFail(
        RunLimits.beforeSpending(run),
        new RunModelCallRequested(
            runId, run.step(), last.attempt() + 1, model, last.addition(), delayMillis, reason),
        comment);
  }

  private RunCourse orFail(
      Optional<RunError> problem, RunModelCallRequested wanted, @Nullable String comment) {
    if (problem.isPresent()) {
      return fail(problem.get());
    }
    return awake(comment).record(wanted);
  }

  /** Sends a call, for the first time or once more. */
  RunCourse send(OpenCall call, int step, long delayMillis) {
    var isAgent =
        run.terms().tool(call.tool()).filter(tool -> tool.kind() == ToolKind.AGENT).isPresent();
    return awake(null)
        .record(
            new RunToolCallIntended(
                runId,
                step,
                call.callId(),
                call.tool(),
                call.arguments(),
                call.argumentsHash(),
                call.attempt() + 1,
                "%s:%s".formatted(runId, call.callId()),
                delayMillis,
                call.approvedBy(),
                isAgent ? RunId.childOf(runId, call.callId()) : null));
  }

  private RunCourse awake(@Nullable String comment) {
    return run.suspended() ? record(new RunResumed(runId, comment)) : this;
  }

  /**
   * What follows when a call has come to its end or waits: the model is asked when none is open,
   * and the run rests when people alone can bring the open ones further.
   */
  RunCourse goOn() {
    if (run.calls().isEmpty()) {
      return askNext(null, null);
    }
    return !run.suspended() && run.calls().stream().allMatch(OpenCall::waitsForPeople)
        ? rest(run.calls().getFirst())
        : this;
  }

  /** Goes on without a result, unless the call was all that there was to do. */
  RunCourse goOnWithout(String kind, String message) {
    return run.terms().kind() == AgentKind.API ? fail(kind, message) : goOn();
  }

  private RunCourse rest(OpenCall first) {
    return switch (first.standing()) {
      case HELD ->
          suspend(SuspensionReason.APPROVAL, "%s waits for approval".formatted(first.tool()));
      case ASKED -> suspend(SuspensionReason.QUESTION, "A question waits for its answer");
      case UNKNOWN ->
          suspend(
              SuspensionReason.RECONCILE,
              "It is not known whether %s took effect".formatted(first.tool()));
      case OUT, DUE -> this;
    };
  }
}
