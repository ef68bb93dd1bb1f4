package dev.agentledger.events.conversation;

import dev.agentledger.events.EventContract;
import org.jspecify.annotations.Nullable;

/** The agent answers again. */
@EventContract(name = "conversation.returned-to-agent")
public record ConversationReturnedToAgent(ConversationId conversationId, @Nullable String comment)
    implements ConversationEvent {}
