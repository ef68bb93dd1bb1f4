package dev.agentledger.command.run;

import dev.agentledger.api.Usd;
import dev.agentledger.events.run.RunError;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a run may use at most, looked at before an effect is intended and never after it. */
final class RunLimits {

  private RunLimits() {}

  /** Why a model may not be asked at a new step. */
  static Optional<RunError> beforeStep(ActiveRun run) {
    return beforeSteps(run, 1).or(() -> beforeSpending(run));
  }

  /**
   * Why an answer's tool calls may not be made.
   *
   * <p>Either all that are left over may be made or none: no effect is begun for a run that is
   * bound to fail in the middle of them.
   */
  static Optional<RunError> beforeCalls(ActiveRun run, int calls) {
    return calls == 0 ? Optional.empty() : beforeSteps(run, calls).or(() -> beforeSpending(run));
  }

  /** Why nothing may be done that costs money. */
  static Optional<RunError> beforeSpending(ActiveRun run) {
    var most = run.terms().costMicros();
    return most == null || run.use().costMicros() < most
        ? Optional.empty()
        : error(
            "limit-cost",
            "The run may cost %s US dollars, and has cost %s"
                .formatted(new Usd(most), new Usd(run.use().costMicros())));
  }

  /** How many tool calls are left. */
  static int callsLeft(ActiveRun run) {
    var most = run.terms().toolCalls();
    return most == null ? Integer.MAX_VALUE : Math.max(0, most - run.use().toolCalls());
  }

  /** What the model is told of a call for which no room is left. */
  static String beyondCalls(ActiveRun run) {
    return "The run may make %s tool calls in all, and this one goes beyond"
        .formatted(run.terms().toolCalls());
  }

  static RunError noCallsLeft(ActiveRun run) {
    return new RunError(
        "limit-tool-calls",
        "The run may make %s tool calls, and has made %d"
            .formatted(run.terms().toolCalls(), run.use().toolCalls()),
        null);
  }

  static RunError noTimeLeft(@Nullable Integer timeoutMillis) {
    return new RunError(
        "limit-time",
        timeoutMillis == null
            ? "The run took longer than it may"
            : "The run may take %d ms, not counting the time in which it rests, and took longer"
                .formatted(timeoutMillis),
        null);
  }

  private static Optional<RunError> beforeSteps(ActiveRun run, int more) {
    var most = run.terms().steps();
    return most == null || run.use().steps() + more <= most
        ? Optional.empty()
        : error(
            "limit-steps",
            "The run may make %d model and tool calls, has made %d, and wants %d more"
                .formatted(most, run.use().steps(), more));
  }

  private static Optional<RunError> error(String kind, String message) {
    return Optional.of(new RunError(kind, message, null));
  }
}
