package dev.agentledger.api.projection;

import com.fasterxml.jackson.annotation.JsonProperty;

/** When a new generation takes over from the one that serves. */
public enum SwitchMode {
  /** As soon as it has caught up, unless it differs without reason. */
  @JsonProperty("automatic")
  AUTOMATIC,
  /** When somebody who has seen the comparison says so. */
  @JsonProperty("on-confirmation")
  ON_CONFIRMATION
}
