package dev.agentledger.api.conversation;

import dev.agentledger.events.conversation.ConversationId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** Have a person answer in the agent's place. */
public record HandOverConversation(
    @TargetAggregateIdentifier ConversationId conversationId, @Nullable String reason)
    implements ConversationCommand {}
