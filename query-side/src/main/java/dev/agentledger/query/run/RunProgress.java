package dev.agentledger.query.run;

import dev.agentledger.api.Usd;
import dev.agentledger.api.run.DivergencePoint;
import dev.agentledger.api.run.RunStatus;
import dev.agentledger.api.run.RunSuspension;
import dev.agentledger.api.run.RunUsage;
import dev.agentledger.events.run.Outcome;
import dev.agentledger.events.run.RunDiverged;
import dev.agentledger.events.run.RunError;
import dev.agentledger.events.run.RunSuspended;
import dev.agentledger.events.run.SuspensionReason;
import dev.agentledger.events.run.TokenUsage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What changes about a run while it goes its way. */
record RunProgress(
    RunStatus status,
    @Nullable RunSuspension suspension,
    @Nullable DivergencePoint divergence,
    RunUsage usage,
    int attempts,
    @Nullable End end,
    List<OpenCall> open) {

  static final RunProgress BEGUN =
      new RunProgress(RunStatus.RUNNING, null, null, RunUsage.NONE, 0, null, List.of());

  /** How and when it ended. */
  record End(
      @Nullable Outcome outcome, @Nullable Object output, @Nullable RunError error, Instant when) {}

  RunProgress {
    open = List.copyOf(open);
  }

  Optional<OpenCall> call(String callId) {
    return open.stream().filter(call -> call.callId().equals(callId)).findFirst();
  }

  RunProgress executed(boolean first) {
    return new RunProgress(
        status, suspension, divergence, first ? step(0, 0) : usage, attempts + 1, end, open);
  }

  RunProgress askedModel(boolean first) {
    return first ? with(step(1, 0)) : this;
  }

  RunProgress calledTool(boolean first) {
    return first ? with(step(0, 1)) : this;
  }

  private RunUsage step(int modelCalls, int toolCalls) {
    return new RunUsage(
        usage.steps() + 1,
        usage.modelCalls() + modelCalls,
        usage.toolCalls() + toolCalls,
        usage.tokens(),
        usage.cost(),
        usage.costComplete());
  }

  RunProgress paid(TokenUsage tokens, @Nullable Long costMicros) {
    return with(
        new RunUsage(
            usage.steps(),
            usage.modelCalls(),
            usage.toolCalls(),
            usage.tokens().plus(tokens),
            plus(costMicros),
            usage.costComplete() && (costMicros != null || tokens.total() == 0)));
  }

  /** What another run cost, or nothing for a tool that is none. */
  RunProgress paid(@Nullable Long costMicros, boolean child) {
    return costMicros == null && !child
        ? this
        : with(
            new RunUsage(
                usage.steps(),
                usage.modelCalls(),
                usage.toolCalls(),
                usage.tokens(),
                plus(costMicros),
                usage.costComplete() && costMicros != null));
  }

  private Usd plus(@Nullable Long costMicros) {
    return costMicros == null ? usage.cost() : new Usd(usage.cost().micros() + costMicros);
  }

  RunProgress opening(OpenCall call) {
    return with(Stream.concat(open.stream(), Stream.of(call)).toList());
  }

  RunProgress changing(String callId, UnaryOperator<OpenCall> change) {
    return with(
        open.stream()
            .map(call -> call.callId().equals(callId) ? change.apply(call) : call)
            .toList());
  }

  RunProgress closing(String callId) {
    return with(open.stream().filter(call -> !call.callId().equals(callId)).toList());
  }

  RunProgress resting(RunSuspended event, Instant when) {
    return new RunProgress(
        RunStatus.SUSPENDED,
        new RunSuspension(event.reason(), event.detail(), when),
        divergence,
        usage,
        attempts,
        end,
        open);
  }

  RunProgress going() {
    return new RunProgress(RunStatus.RUNNING, null, divergence, usage, attempts, end, open);
  }

  RunProgress diverged(RunDiverged event) {
    return divergence != null
        ? this
        : new RunProgress(
            status,
            suspension,
            new DivergencePoint(event.step(), event.divergence()),
            usage,
            attempts,
            end,
            open);
  }

  RunProgress ended(RunStatus how, End last) {
    return new RunProgress(
        how,
        null,
        divergence,
        usage,
        attempts,
        last,
        open.stream().filter(call -> call.waitsFor() == SuspensionReason.RECONCILE).toList());
  }

  /** The run rests for what waits first; that changes when people see to one call of several. */
  RunProgress restingForTheFirst() {
    if (suspension == null || !isForPeople(suspension.reason())) {
      return this;
    }
    var first = RunRow.waiting(open).stream().findFirst();
    return first
        .filter(call -> call.reason() != suspension.reason())
        .map(
            call ->
                new RunProgress(
                    status,
                    new RunSuspension(call.reason(), call.detail(), suspension.since()),
                    divergence,
                    usage,
                    attempts,
                    end,
                    open))
        .orElse(this);
  }

  private static boolean isForPeople(SuspensionReason reason) {
    return switch (reason) {
      case APPROVAL, QUESTION, RECONCILE -> true;
      case MODEL, BUDGET -> false;
    };
  }

  private RunProgress with(RunUsage next) {
    return new RunProgress(status, suspension, divergence, next, attempts, end, open);
  }

  private RunProgress with(List<OpenCall> next) {
    return new RunProgress(status, suspension, divergence, usage, attempts, end, next);
  }
}
