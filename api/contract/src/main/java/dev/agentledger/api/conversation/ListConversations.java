package dev.agentledger.api.conversation;

import dev.agentledger.events.agent.AgentId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Ask for conversations, newest first; answered by a {@link ConversationPage}. */
public record ListConversations(
    String tenant,
    @Nullable AgentId agentId,
    @Nullable ConversationStatus status,
    @Nullable String openedBy,
    Map<String, String> labels,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable String cursor,
    int limit) {

  public ListConversations {
    labels = Map.copyOf(labels);
  }
}
