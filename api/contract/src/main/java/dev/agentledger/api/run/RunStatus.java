package dev.agentledger.api.run;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a run stands. */
public enum RunStatus {
  @JsonProperty("running")
  RUNNING,
  @JsonProperty("completed")
  COMPLETED,
  @JsonProperty("failed")
  FAILED,
  @JsonProperty("cancelled")
  CANCELLED;

  public boolean ended() {
    return this != RUNNING;
  }
}
