package dev.agentledger.api.conversation;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Who speaks next in a conversation. */
public enum ConversationStatus {
  /** Whoever talks to the agent. */
  @JsonProperty("idle")
  IDLE,
  /** The agent. */
  @JsonProperty("answering")
  ANSWERING,
  /** A person, in the agent's place. */
  @JsonProperty("handed-over")
  HANDED_OVER,
  /** Nobody. */
  @JsonProperty("closed")
  CLOSED
}
