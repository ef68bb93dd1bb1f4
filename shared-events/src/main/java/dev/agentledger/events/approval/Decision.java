package dev.agentledger.events.approval;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What people decided. */
public enum Decision {
  @JsonProperty("approved")
  APPROVED,
  @JsonProperty("rejected")
  REJECTED
}
