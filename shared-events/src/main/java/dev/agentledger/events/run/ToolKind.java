package dev.agentledger.events.run;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What carries a tool call out. */
public enum ToolKind {
  /** An HTTP request. */
  @JsonProperty("http")
  HTTP,
  /** Sandboxed code. */
  @JsonProperty("function")
  FUNCTION,
  /** A run of another agent. */
  @JsonProperty("agent")
  AGENT,
  /** The request that an api agent is. */
  @JsonProperty("api")
  API,
  /** A person answers a question. */
  @JsonProperty("ask-human")
  ASK_HUMAN,
  /** A person takes the run over. */
  @JsonProperty("hand-over")
  HAND_OVER
}
