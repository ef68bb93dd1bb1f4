package dev.agentledger.server.playground;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** What a client of the playground is told; members that do not apply are absent. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ToClient(
    String type,
    @JsonProperty("conversation_id") @Nullable String conversationId,
    @JsonProperty("turn_id") @Nullable String turnId,
    @JsonProperty("run_id") @Nullable String runId,
    @Nullable Agent agent,
    @Nullable String content,
    @Nullable Tool tool,
    @Nullable String outcome,
    @Nullable String code,
    @Nullable String message) {

  /** The agent that answers. */
  record Agent(String id, String slug, String name, int version, String hash) {}

  /**
   * A tool that the agent calls.
   *
   * @param error why there is no result
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Tool(
      @JsonProperty("call_id") String callId,
      @Nullable String name,
      @Nullable Object arguments,
      @Nullable Object result,
      @Nullable String error) {}

  static ToClient agentLoaded(Agent agent) {
    return new ToClient("agent_loaded", null, null, null, agent, null, null, null, null, null);
  }

  static ToClient conversationStarted(String conversationId) {
    return new ToClient(
        "conversation_started", conversationId, null, null, null, null, null, null, null, null);
  }

  static ToClient error(String code, String message) {
    return new ToClient("error", null, null, null, null, null, null, null, code, message);
  }

  /** Of which turn something is told. */
  record OfTurn(String conversationId, String turnId, String runId) {

    ToClient contentDelta(String text) {
      return of("content_delta", text, null, null, null, null);
    }

    ToClient tool(String type, Tool tool) {
      return of(type, null, tool, null, null, null);
    }

    ToClient waiting(Tool tool, @Nullable String why) {
      return of("approval_required", null, tool, null, null, why);
    }

    ToClient complete(String text, String outcome) {
      return of("message_complete", text, null, outcome, null, null);
    }

    ToClient failed(String code, @Nullable String message) {
      return of("error", null, null, null, code, message);
    }

    private ToClient of(
        String type,
        @Nullable String content,
        @Nullable Tool tool,
        @Nullable String outcome,
        @Nullable String code,
        @Nullable String message) {
      return new ToClient(
          type, conversationId, turnId, runId, null, content, tool, outcome, code, message);
    }
  }
}
