package dev.agentledger.events.tool;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What becomes of a tool call about which nobody decided in time; it never goes ahead. */
public enum OnExpiry {
  /** The run fails. */
  @JsonProperty("fail")
  FAIL,
  /** The call is rejected, and the model is told. */
  @JsonProperty("reject")
  REJECT
}
