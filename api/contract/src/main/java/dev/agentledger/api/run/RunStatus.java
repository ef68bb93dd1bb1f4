package dev.agentledger.api.run;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a run stands. */
public enum RunStatus {
  @JsonProperty("running")
  RUNNING,
  /** It rests until somebody acts. */
  @JsonProperty("suspended")
  SUSPENDED,
  @JsonProperty("completed")
  COMPLETED,
  @JsonProperty("failed")
  FAILED,
  @JsonProperty("cancelled")
  CANCELLED;

  public boolean ended() {
    return switch (this) {
      case RUNNING, SUSPENDED -> false;
      case COMPLETED, FAILED, CANCELLED -> true;
    };
  }
}
