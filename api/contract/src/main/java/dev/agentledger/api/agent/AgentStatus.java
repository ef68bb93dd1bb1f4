package dev.agentledger.api.agent;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where an agent stands. */
public enum AgentStatus {
  @JsonProperty("draft")
  DRAFT,
  @JsonProperty("promotion-requested")
  PROMOTION_REQUESTED,
  @JsonProperty("approved")
  APPROVED,
  @JsonProperty("active")
  ACTIVE,
  @JsonProperty("archived")
  ARCHIVED
}
