package dev.agentledger.api.conversation;

import dev.agentledger.events.conversation.ConversationId;

/** Ask for one turn; answered by an optional {@link TurnView}. */
public record FindTurn(String tenant, ConversationId conversationId, String turnId) {}
