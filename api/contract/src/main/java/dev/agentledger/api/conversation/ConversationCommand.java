package dev.agentledger.api.conversation;

import dev.agentledger.events.conversation.ConversationId;

/** Everything a conversation can be asked to do. */
public sealed interface ConversationCommand
    permits OpenConversation,
        TakeTurn,
        TrimContext,
        RecordTurnAnswered,
        RecordTurnFailed,
        InterruptTurn,
        HandOverConversation,
        ReplyAsPerson,
        ReturnToAgent,
        CloseConversation {

  ConversationId conversationId();
}
