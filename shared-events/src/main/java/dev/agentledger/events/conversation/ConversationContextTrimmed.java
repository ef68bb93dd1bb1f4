package dev.agentledger.events.conversation;

import dev.agentledger.events.EventContract;
import dev.agentledger.events.run.RunId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * There was no room for all that was said before a turn.
 *
 * @param turnId the turn that is about to be answered
 * @param turns and replies that the agent is not told any more, oldest first
 * @param summary told in their place, and in place of any summary before; absent where they are
 *     dropped
 * @param summaryRunId the run that made it, or tried to
 * @param tokensBefore of everything with the turn
 * @param tokensAfter of what is left
 * @param note why there is no summary though one was wanted
 */
@EventContract(name = "conversation.context-trimmed")
public record ConversationContextTrimmed(
    ConversationId conversationId,
    String turnId,
    List<String> turns,
    @Nullable String summary,
    @Nullable RunId summaryRunId,
    long tokensBefore,
    long tokensAfter,
    @Nullable String note)
    implements ConversationEvent {

  public ConversationContextTrimmed {
    turns = List.copyOf(turns);
  }
}
