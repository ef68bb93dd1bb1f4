package dev.agentledger.events.key;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What the owner of a key may do; every role may also look, and an administrator may do all. */
public enum Role {
  @JsonProperty("viewer")
  VIEWER,
  @JsonProperty("builder")
  BUILDER,
  @JsonProperty("approver")
  APPROVER,
  @JsonProperty("operator")
  OPERATOR,
  @JsonProperty("auditor")
  AUDITOR,
  @JsonProperty("admin")
  ADMIN
}
