package dev.agentledger.api.conversation;

import dev.agentledger.events.conversation.ConversationId;

/** Ask for one conversation; answered by an optional {@link ConversationView}. */
public record FindConversation(String tenant, ConversationId conversationId) {}
