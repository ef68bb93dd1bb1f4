package dev.agentledger.events.conversation;

import dev.agentledger.events.EventContract;

/** A person answered in the agent's place. */
@EventContract(name = "conversation.person-replied")
public record ConversationPersonReplied(
    ConversationId conversationId, String replyId, String text, String by)
    implements ConversationEvent {}
