package dev.agentledger.api.run;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What is done in a step of a run. */
public enum StepType {
  @JsonProperty("code")
  CODE,
  @JsonProperty("model")
  MODEL,
  @JsonProperty("tool")
  TOOL,
  /** Another agent is run. */
  @JsonProperty("agent")
  AGENT,
  /** A person is asked. */
  @JsonProperty("question")
  QUESTION
}
