package dev.agentledger.saga.run.effect;

import dev.agentledger.saga.run.history.RunHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/** How long an effect may take: as long as a step may, and no longer than the run. */
final class TimeLeft {

  private static final int MILLIS_OF_A_STEP = 120_000;
  private static final Duration SHORTEST = Duration.ofMillis(1);

  private TimeLeft() {}

  static Duration forStep(RunHistory history) {
    var limits = history.requested().limits();
    var step =
        Duration.ofMillis(Objects.requireNonNullElse(limits.stepTimeoutMillis(), MILLIS_OF_A_STEP));
    return shorter(step, ofRun(history, step));
  }

  static Duration forCall(RunHistory history, int timeoutMillis) {
    return shorter(Duration.ofMillis(timeoutMillis), forStep(history));
  }

  /** What is left of the run, if it has a limit. */
  static Duration ofRun(RunHistory history, Duration otherwise) {
    return history
        .deadline()
        .map(deadline -> Duration.between(Instant.now(), deadline))
        .map(left -> left.compareTo(SHORTEST) < 0 ? SHORTEST : left)
        .orElse(otherwise);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
