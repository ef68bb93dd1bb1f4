package dev.agentledger.events.conversation;

import dev.agentledger.events.EventContract;
import dev.agentledger.events.agent.AgentId;
import dev.agentledger.events.agent.VersionRef;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A conversation with an agent began.
 *
 * @param version that answers every turn; absent where the version answers that is active then
 */
@EventContract(name = "conversation.opened")
public record ConversationOpened(
    ConversationId conversationId,
    AgentId agentId,
    String agentSlug,
    @Nullable VersionRef version,
    @Nullable String title,
    Map<String, String> labels,
    ContextWindow contextWindow)
    implements ConversationEvent {

  public ConversationOpened {
    labels = labels == null ? Map.of() : Map.copyOf(labels);
  }
}
