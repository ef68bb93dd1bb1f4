package dev.agentledger.events.run;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Why a run rests until somebody acts. */
public enum SuspensionReason {
  /** A tool call waits for approval. */
  @JsonProperty("approval")
  APPROVAL,
  /** A person was asked something. */
  @JsonProperty("question")
  QUESTION,
  /** It is not known whether a tool call took effect. */
  @JsonProperty("reconcile")
  RECONCILE,
  /** No model answered, however often it was asked. */
  @JsonProperty("model")
  MODEL,
  /** A budget is used up, or a price is unknown. */
  @JsonProperty("budget")
  BUDGET
}
