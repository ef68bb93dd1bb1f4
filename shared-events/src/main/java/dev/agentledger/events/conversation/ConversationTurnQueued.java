package dev.agentledger.events.conversation;

import dev.agentledger.events.EventContract;

/** Somebody said something while an earlier turn was being answered. */
@EventContract(name = "conversation.turn-queued")
public record ConversationTurnQueued(
    ConversationId conversationId, String turnId, String content, String by)
    implements ConversationEvent {}
