package dev.agentledger.api.projection;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a rebuild stands. */
public enum RebuildState {
  @JsonProperty("running")
  RUNNING,
  @JsonProperty("paused")
  PAUSED,
  @JsonProperty("comparing")
  COMPARING,
  @JsonProperty("awaiting-confirmation")
  AWAITING_CONFIRMATION,
  @JsonProperty("switched")
  SWITCHED,
  @JsonProperty("cancelled")
  CANCELLED,
  @JsonProperty("failed")
  FAILED;

  /** Whether nothing will happen to the rebuild any more unless somebody acts. */
  public boolean ended() {
    return this == SWITCHED || this == CANCELLED || this == FAILED;
  }
}
