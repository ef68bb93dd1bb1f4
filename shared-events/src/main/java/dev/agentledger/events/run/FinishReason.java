package dev.agentledger.events.run;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Why a model stopped. */
public enum FinishReason {
  @JsonProperty("stop")
  STOP,
  /** It reached the most tokens it may write. */
  @JsonProperty("length")
  LENGTH,
  @JsonProperty("tool-calls")
  TOOL_CALLS,
  @JsonProperty("content-filter")
  CONTENT_FILTER,
  @JsonProperty("other")
  OTHER
}
