package dev.agentledger.saga.model;

import io.github.resilience4j.core.IntervalFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How long to wait before a failed call is made again: longer each time, and never all at once. */
@Component
final class Backoff {

  private final IntervalFunction waits;
  private final long most;

  Backoff(ModelsSettings settings) {
    var retry = settings.retry();
    most = retry.most().toMillis();
    waits =
        IntervalFunction.ofExponentialRandomBackoff(
            retry.first(), retry.multiplier(), retry.jitter(), retry.most());
  }

  /**
   * @param attempt that is waited for, counted from one; the first does not wait
   * @param retryAfterMillis what the other side asked for, which is obeyed
   */
  long millisBefore(int attempt, @Nullable Long retryAfterMillis) {
    if (attempt <= 1) {
      return 0;
    }
    var wait = Math.min(most, waits.apply(attempt - 1));
    return retryAfterMillis == null ? wait : Math.max(wait, retryAfterMillis);
  }
}
