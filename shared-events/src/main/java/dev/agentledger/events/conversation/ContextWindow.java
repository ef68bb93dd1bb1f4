package dev.agentledger.events.conversation;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How much of a conversation its agent is told with each turn.
 *
 * @param maxTokens at most, with the turn itself
 * @param overflow what happens to the oldest turns when there is more
 */
public record ContextWindow(int maxTokens, Overflow overflow) {

  /** What holds where nothing else was said. */
  public static final ContextWindow DEFAULT = new ContextWindow(32_000, Overflow.DROP);

  /** What happens to turns for which there is no room. */
  public enum Overflow {
    @JsonProperty("drop")
    DROP,
    /** The agent's model sums them up. */
    @JsonProperty("summarise")
    SUMMARISE
  }
}
