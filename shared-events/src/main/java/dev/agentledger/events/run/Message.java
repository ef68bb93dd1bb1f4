package dev.agentledger.events.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One message of the conversation between a run and its model.
 *
 * @param toolCalls what an assistant wants to be called
 * @param callId the call that a tool's message answers
 */
public record Message(
    Role role, @Nullable String text, List<ToolCallRequest> toolCalls, @Nullable String callId) {

  /** Who speaks. */
  public enum Role {
    @JsonProperty("user")
    USER,
    @JsonProperty("assistant")
    ASSISTANT,
    @JsonProperty("tool")
    TOOL
  }

  public Message {
    toolCalls = toolCalls == null ? List.of() : List.copyOf(toolCalls);
  }

  public static Message user(String text) {
    return new Message(Role.USER, text, List.of(), null);
  }

  public static Message assistant(@Nullable String text, List<ToolCallRequest> toolCalls) {
    return new Message(Role.ASSISTANT, text, toolCalls, null);
  }

  public static Message tool(String callId, String text) {
    return new Message(Role.TOOL, text, List.of(), callId);
  }
}
