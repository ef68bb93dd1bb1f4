package dev.agentledger.api.tool;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether agents find a tool. */
public enum ToolStatus {
  @JsonProperty("active")
  ACTIVE,
  @JsonProperty("retired")
  RETIRED
}
