package dev.agentledger.api.conversation;

import dev.agentledger.events.agent.AgentId;
import dev.agentledger.events.agent.VersionRef;
import dev.agentledger.events.conversation.ContextWindow;
import dev.agentledger.events.conversation.ConversationId;
import java.util.Map;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** Begin a conversation. Repeating its id is harmless. */
public record OpenConversation(
    @TargetAggregateIdentifier ConversationId conversationId,
    AgentId agentId,
    String agentSlug,
    @Nullable VersionRef version,
    @Nullable String title,
    Map<String, String> labels,
    ContextWindow contextWindow)
    implements ConversationCommand {

  public OpenConversation {
    labels = Map.copyOf(labels);
  }
}
