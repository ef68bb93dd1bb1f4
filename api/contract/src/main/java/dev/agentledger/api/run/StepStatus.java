package dev.agentledger.api.run;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a step of a run stands. */
public enum StepStatus {
  @JsonProperty("running")
  RUNNING,
  /** For people who approve or answer. */
  @JsonProperty("waiting")
  WAITING,
  /** Nobody knows whether it took effect. */
  @JsonProperty("unknown")
  UNKNOWN,
  @JsonProperty("succeeded")
  SUCCEEDED,
  @JsonProperty("failed")
  FAILED,
  /** It was not done because it may not or cannot be. */
  @JsonProperty("refused")
  REFUSED,
  /** People did not agree to it. */
  @JsonProperty("rejected")
  REJECTED,
  /** The run ended first. */
  @JsonProperty("abandoned")
  ABANDONED;

  /** Whether nothing more is to be expected of it. */
  public boolean ended() {
    return switch (this) {
      case RUNNING, WAITING, UNKNOWN -> false;
      case SUCCEEDED, FAILED, REFUSED, REJECTED, ABANDONED -> true;
    };
  }
}
