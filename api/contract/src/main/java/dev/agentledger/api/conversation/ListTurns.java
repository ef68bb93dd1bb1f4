package dev.agentledger.api.conversation;

import dev.agentledger.events.conversation.ConversationId;
import org.jspecify.annotations.Nullable;

/** Ask for what was said, oldest first; answered by a {@link TurnPage}. */
public record ListTurns(
    String tenant, ConversationId conversationId, @Nullable String cursor, int limit) {}
