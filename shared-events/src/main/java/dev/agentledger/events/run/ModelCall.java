package dev.agentledger.events.run;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a model was asked, by its hash, and what it answered.
 *
 * @param requestHash SHA-256 of the canonical request; the request itself follows from the run's
 *     events
 * @param message what the call added to the conversation
 * @param timeToFirstTokenMillis absent when the answer did not come as a stream
 * @param priceBookVersion by which the cost was reckoned
 * @param costMicros in millionths of a US dollar; absent where the price is unknown, never zero for
 *     that
 */
public record ModelCall(
    String requestHash,
    String provider,
    String modelAsked,
    String modelAnswered,
    Map<String, Object> parameters,
    Message message,
    FinishReason finishReason,
    TokenUsage usage,
    long latencyMillis,
    @Nullable Long timeToFirstTokenMillis,
    @Nullable Integer priceBookVersion,
    @Nullable Long costMicros) {

  public ModelCall {
    parameters = Map.copyOf(parameters);
  }
}
