package dev.agentledger.saga.run.effect;

import dev.agentledger.events.agent.Limits;
import dev.agentledger.saga.run.history.RunHistory;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The limits of a run that another run starts: its own, and no more than what is left of the
 * other's. What is left of the money is shared out among all that are started by the same step.
 */
final class LimitsLeft {

  private LimitsLeft() {}

  static Limits of(Limits own, RunHistory parent, int step) {
    var above = parent.requested().limits();
    return new Limits(
        millis(own.timeoutMillis(), parent),
        left(own.steps(), above.steps(), parent.stepsTaken()),
        own.memoryMiB(),
        money(own.costUsd(), parent, step),
        left(own.toolCalls(), above.toolCalls(), parent.toolCallsMade()),
        own.stepTimeoutMillis(),
        own.stepRetries(),
        stepMoney(own.stepCostUsd(), above.stepCostUsd()));
  }

  private static @Nullable Integer millis(@Nullable Integer own, RunHistory parent) {
    if (own == null) {
      return null;
    }
    var left = TimeLeft.ofRun(parent, Duration.ofMillis(own)).toMillis();
    return (int) Math.min(own, Math.max(1, left));
  }

  private static @Nullable Integer left(@Nullable Integer own, @Nullable Integer above, int taken) {
    if (above == null) {
      return own;
    }
    var left = Math.max(0, above - taken);
    return own == null ? left : Math.min(own, left);
  }

  private static @Nullable String money(@Nullable String own, RunHistory parent, int step) {
    var above = parent.requested().limits().costUsd();
    if (above == null) {
      return own;
    }
    var left = Math.max(0, MicroUsd.of(above) - parent.spentMicros());
    var share = left / Math.max(1, parent.childrenOf(step));
    return MicroUsd.text(own == null ? share : Math.min(share, MicroUsd.of(own)));
  }

  private static @Nullable String stepMoney(@Nullable String own, @Nullable String above) {
    if (own == null || above == null) {
      return own == null ? above : own;
    }
    return MicroUsd.of(own) <= MicroUsd.of(above) ? own : above;
  }
}
