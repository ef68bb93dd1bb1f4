package dev.agentledger.api.conversation;

import dev.agentledger.events.conversation.ConversationId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Do without the answer to a turn; harmless when it has one. */
public record InterruptTurn(
    @TargetAggregateIdentifier ConversationId conversationId, String turnId, String reason)
    implements ConversationCommand {}
