package dev.agentledger.events.agent;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What an agent is made of. */
public enum AgentKind {
  /** Sandboxed code. */
  @JsonProperty("function")
  FUNCTION,
  /** A model with a prompt and tools. */
  @JsonProperty("context")
  CONTEXT,
  /** An HTTP service. */
  @JsonProperty("api")
  API,
  /** Other agents. */
  @JsonProperty("orchestrator")
  ORCHESTRATOR
}
