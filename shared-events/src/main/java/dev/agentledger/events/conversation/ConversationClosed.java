package dev.agentledger.events.conversation;

import dev.agentledger.events.EventContract;
import org.jspecify.annotations.Nullable;

/** Nothing more is said in the conversation. */
@EventContract(name = "conversation.closed")
public record ConversationClosed(ConversationId conversationId, @Nullable String reason)
    implements ConversationEvent {}
