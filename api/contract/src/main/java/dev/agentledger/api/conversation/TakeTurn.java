package dev.agentledger.api.conversation;

import dev.agentledger.events.conversation.ConversationId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Have something answered. Repeating a turn with the same content is harmless.
 *
 * @param by who says it
 */
public record TakeTurn(
    @TargetAggregateIdentifier ConversationId conversationId,
    String turnId,
    String content,
    WhenBusy whenBusy,
    String by)
    implements ConversationCommand {}
