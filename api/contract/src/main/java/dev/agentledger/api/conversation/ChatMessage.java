package dev.agentledger.api.conversation;

import com.fasterxml.jackson.annotation.JsonProperty;

/** One message as a caller tells it who keeps the conversation itself. */
public record ChatMessage(Role role, String content) {

  /** Who speaks. */
  public enum Role {
    /** Whoever wrote the caller; told to the agent as what the user says. */
    @JsonProperty("system")
    SYSTEM,
    @JsonProperty("user")
    USER,
    @JsonProperty("assistant")
    ASSISTANT
  }

  public static ChatMessage user(String content) {
    return new ChatMessage(Role.USER, content);
  }
}
