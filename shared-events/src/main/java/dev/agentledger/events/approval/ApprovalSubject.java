package dev.agentledger.events.approval;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What is to be decided, bound to exactly what the approvers see.
 *
 * @param id the stream that the decision is about
 * @param reference the request within that stream, such as a promotion id
 * @param label how people know it, such as the agent's slug
 * @param hash of the very content that is to be approved
 * @param streamVersion of the stream when the decision was asked for; a promotion that is decided
 *     on another version is stale, while a tool call stays as it was held, whatever its siblings do
 */
public record ApprovalSubject(
    Kind kind, String id, String reference, String label, String hash, long streamVersion) {

  /** Kinds of decision that wait in the one queue. */
  public enum Kind {
    @JsonProperty("agent-promotion")
    AGENT_PROMOTION,
    @JsonProperty("tool-call")
    TOOL_CALL
  }
}
