package dev.agentledger.api.conversation;

import dev.agentledger.events.conversation.ConversationId;
import dev.agentledger.events.run.RunId;
import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Leave out, for want of room, what was said before the turn that is being answered; counts once a
 * turn.
 */
public record TrimContext(
    @TargetAggregateIdentifier ConversationId conversationId,
    String turnId,
    List<String> turns,
    @Nullable String summary,
    @Nullable RunId summaryRunId,
    long tokensBefore,
    long tokensAfter,
    @Nullable String note)
    implements ConversationCommand {

  public TrimContext {
    turns = List.copyOf(turns);
  }
}
