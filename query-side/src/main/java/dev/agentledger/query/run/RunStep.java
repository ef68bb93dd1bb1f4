package dev.agentledger.query.run;

import dev.agentledger.api.Usd;
import dev.agentledger.api.run.RunStepView;
import dev.agentledger.api.run.StepStatus;
import dev.agentledger.api.run.StepType;
import dev.agentledger.events.run.RunId;
import dev.agentledger.events.run.TokenUsage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A step of a run in its row.
 *
 * @param effect names it within its run
 * @param begun sequence of its first event
 * @param version sequence of the last event that it shows
 * @param since when it came to where it stands
 * @param request what is called; kept until it has an end
 */
record RunStep(
    RunId runId,
    String effect,
    long begun,
    long version,
    Instant since,
    RunStepView view,
    @Nullable Request request) {

  /** What a tool is called with. */
  record Request(@Nullable Object arguments, String hash) {}

  static RunStep begun(
      RunId runId,
      String effect,
      int step,
      @Nullable String callId,
      StepType type,
      String name,
      Moment at) {
    return new RunStep(
        runId,
        effect,
        at.sequence(),
        at.sequence(),
        at.when(),
        new RunStepView(
            step,
            callId,
            type,
            name,
            StepStatus.RUNNING,
            0,
            at.when(),
            null,
            null,
            null,
            null,
            null),
        null);
  }

  /** When something happened. */
  record Moment(Instant when, long sequence) {}

  RunStep asking(Request wanted) {
    return new RunStep(runId, effect, begun, version, since, view, wanted);
  }

  RunStep attempted(String name, StepType type, int attempt, @Nullable RunId child, Moment at) {
    return at(
        at,
        new RunStepView(
            view.step(),
            view.callId(),
            type,
            name,
            StepStatus.RUNNING,
            attempt,
            view.startedAt(),
            null,
            view.tokens(),
            view.cost(),
            child,
            null));
  }

  RunStep standing(StepStatus status, @Nullable String problem, Moment at) {
    return at(
        at,
        new RunStepView(
            view.step(),
            view.callId(),
            view.type(),
            view.name(),
            status,
            view.attempts(),
            view.startedAt(),
            status.ended() ? at.when() : null,
            view.tokens(),
            view.cost(),
            view.childRunId(),
            problem));
  }

  RunStep paid(@Nullable TokenUsage tokens, @Nullable Long costMicros, Moment at) {
    var before = view.tokens();
    var total = tokens == null ? before : before == null ? tokens : before.plus(tokens);
    var cost =
        costMicros == null
            ? view.cost()
            : new Usd((view.cost() == null ? 0 : view.cost().micros()) + costMicros);
    return new RunStep(
        runId,
        effect,
        begun,
        at.sequence(),
        since,
        new RunStepView(
            view.step(),
            view.callId(),
            view.type(),
            view.name(),
            view.status(),
            view.attempts(),
            view.startedAt(),
            view.endedAt(),
            total,
            cost,
            view.childRunId(),
            view.problem()),
        request);
  }

  private RunStep at(Moment at, RunStepView next) {
    return new RunStep(
        runId,
        effect,
        begun,
        at.sequence(),
        at.when(),
        next,
        next.status().ended() ? null : request);
  }
}
