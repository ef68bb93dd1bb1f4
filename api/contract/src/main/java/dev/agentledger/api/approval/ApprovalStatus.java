package dev.agentledger.api.approval;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a request for a decision stands. */
public enum ApprovalStatus {
  @JsonProperty("pending")
  PENDING,
  @JsonProperty("approved")
  APPROVED,
  @JsonProperty("rejected")
  REJECTED,
  @JsonProperty("expired")
  EXPIRED,
  @JsonProperty("withdrawn")
  WITHDRAWN
}
