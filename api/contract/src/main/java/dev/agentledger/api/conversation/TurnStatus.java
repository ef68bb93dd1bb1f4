package dev.agentledger.api.conversation;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a turn stands. */
public enum TurnStatus {
  @JsonProperty("queued")
  QUEUED,
  @JsonProperty("running")
  RUNNING,
  @JsonProperty("answered")
  ANSWERED,
  @JsonProperty("failed")
  FAILED,
  @JsonProperty("interrupted")
  INTERRUPTED,
  /** A person answers it. */
  @JsonProperty("with-person")
  WITH_PERSON,
  /** What a person said in the agent's place. */
  @JsonProperty("reply")
  REPLY;

  /** Whether the agent still has to answer. */
  public boolean open() {
    return this == QUEUED || this == RUNNING;
  }
}
