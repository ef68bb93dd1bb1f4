package dev.agentledger.events.conversation;

import dev.agentledger.events.EventContract;
import org.jspecify.annotations.Nullable;

/**
 * A person takes over from the agent.
 *
 * @param turnId the turn in which the agent asked for it; absent where a person took over
 */
@EventContract(name = "conversation.handed-over")
public record ConversationHandedOver(
    ConversationId conversationId, @Nullable String turnId, @Nullable String reason)
    implements ConversationEvent {}
