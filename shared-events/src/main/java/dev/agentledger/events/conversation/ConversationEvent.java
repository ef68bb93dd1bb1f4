package dev.agentledger.events.conversation;

import dev.agentledger.events.DomainEvent;

/** Everything that can happen in a conversation. */
public sealed interface ConversationEvent extends DomainEvent
    permits ConversationOpened,
        ConversationTurnQueued,
        ConversationTurnAccepted,
        ConversationContextTrimmed,
        ConversationTurnAnswered,
        ConversationTurnFailed,
        ConversationTurnInterrupted,
        ConversationHandedOver,
        ConversationPersonReplied,
        ConversationReturnedToAgent,
        ConversationClosed {

  ConversationId conversationId();
}
