package dev.agentledger.events.budget;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What becomes of a run that would spend more than a budget has left. */
public enum AtCap {
  /** It waits for a person. */
  @JsonProperty("suspend")
  SUSPEND,
  @JsonProperty("fail")
  FAIL
}
