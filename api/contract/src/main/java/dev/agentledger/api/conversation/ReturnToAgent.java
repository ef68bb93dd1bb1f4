package dev.agentledger.api.conversation;

import dev.agentledger.events.conversation.ConversationId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** Have the agent answer again. */
public record ReturnToAgent(
    @TargetAggregateIdentifier ConversationId conversationId, @Nullable String comment)
    implements ConversationCommand {}
