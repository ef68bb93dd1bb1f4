package dev.agentledger.server.conversation;

import dev.agentledger.api.conversation.TakeTurn;
import dev.agentledger.api.conversation.WhenBusy;
import dev.agentledger.events.conversation.ConversationId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What somebody says.
 *
 * @param turnId names the turn; saying the same again under it is harmless
 * @param whenBusy what becomes of it while another turn is being answered; {@code enqueue} when
 *     absent
 */
record TurnOrder(@Nullable String turnId, @Nullable String content, @Nullable WhenBusy whenBusy) {

  TakeTurn command(ConversationId id, String freshId, String by) {
    return new TakeTurn(
        id,
        Said.id(turnId, "turnId", freshId),
        Said.content(content),
        Objects.requireNonNullElse(whenBusy, WhenBusy.ENQUEUE),
        by);
  }
}
