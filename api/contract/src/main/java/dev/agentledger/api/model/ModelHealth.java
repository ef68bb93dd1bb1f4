package dev.agentledger.api.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a model's provider has been of late, as the answering node sees it.
 *
 * @param lastFailure kind of the provider's last failure since the node started
 * @param medianLatencyMillis of the model's latest answers
 */
public record ModelHealth(
    State state,
    @Nullable String lastFailure,
    @Nullable Instant lastFailureAt,
    @Nullable Long medianLatencyMillis) {

  /** Whether calls go through. */
  public enum State {
    /** Nobody has asked yet. */
    @JsonProperty("unknown")
    UNKNOWN,
    @JsonProperty("up")
    UP,
    /** Some calls fail, or the provider is being tried again. */
    @JsonProperty("degraded")
    DEGRADED,
    /** It failed so often that it is left alone for a while. */
    @JsonProperty("down")
    DOWN
  }
}
