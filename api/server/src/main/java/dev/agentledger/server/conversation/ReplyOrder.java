package dev.agentledger.server.conversation;

import dev.agentledger.api.conversation.ReplyAsPerson;
import dev.agentledger.events.conversation.ConversationId;
import org.jspecify.annotations.Nullable;

/**
 * What a person says in the agent's place.
 *
 * @param replyId names the reply; saying the same again under it is harmless
 */
record ReplyOrder(@Nullable String replyId, @Nullable String content) {

  ReplyAsPerson command(ConversationId id, String freshId, String by) {
    return new ReplyAsPerson(id, Said.id(replyId, "replyId", freshId), Said.content(content), by);
  }
}
