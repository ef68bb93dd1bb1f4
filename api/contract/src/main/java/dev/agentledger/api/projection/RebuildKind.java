package dev.agentledger.api.projection;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Which generation is brought up to the log, in order to serve. */
public enum RebuildKind {
  /** A new one, from the beginning. */
  @JsonProperty("rebuild")
  REBUILD,
  /** The one that served before, from where it was left. */
  @JsonProperty("switch-back")
  SWITCH_BACK
}
