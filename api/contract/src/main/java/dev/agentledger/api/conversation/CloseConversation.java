package dev.agentledger.api.conversation;

import dev.agentledger.events.conversation.ConversationId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** End a conversation; what is still to be answered stays without an answer. */
public record CloseConversation(
    @TargetAggregateIdentifier ConversationId conversationId, @Nullable String reason)
    implements ConversationCommand {}
