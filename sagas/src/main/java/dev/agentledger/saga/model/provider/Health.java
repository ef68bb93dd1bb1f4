package dev.agentledger.saga.model.provider;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a provider has been of late, as this node sees it.
 *
 * @param state whether its calls go through
 * @param lastFailure kind of the last failure since this node started
 */
public record Health(State state, @Nullable String lastFailure, @Nullable Instant lastFailureAt) {

  /** Whether calls go through. */
  public enum State {
    /** Nobody has asked yet. */
    UNKNOWN,
    UP,
    /** Some calls fail, or it is being tried again. */
    DEGRADED,
    /** It is left alone. */
    DOWN
  }
}
