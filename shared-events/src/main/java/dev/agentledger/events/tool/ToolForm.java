package dev.agentledger.events.tool;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a tool is made of. */
public enum ToolForm {
  /** An HTTP call. */
  @JsonProperty("http")
  HTTP,
  /** Sandboxed code. */
  @JsonProperty("function")
  FUNCTION
}
