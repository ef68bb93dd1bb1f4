package dev.agentledger.api.conversation;

import dev.agentledger.events.agent.AgentId;
import dev.agentledger.events.agent.VersionRef;
import dev.agentledger.events.conversation.ContextWindow;
import dev.agentledger.events.conversation.ConversationId;
import dev.agentledger.events.run.RunId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A conversation as readers see it, without what was said.
 *
 * @param version that answers every turn; absent where the active one does
 * @param runningTurn the turn that is being answered
 * @param queuedTurns that wait, in order
 * @param turns how many there were
 * @param streamVersion version of the conversation's stream that this view shows; its ETag
 */
public record ConversationView(
    ConversationId conversationId,
    AgentId agentId,
    String agentSlug,
    @Nullable VersionRef version,
    @Nullable String title,
    Map<String, String> labels,
    ContextWindow contextWindow,
    ConversationStatus status,
    @Nullable String runningTurn,
    @Nullable RunId runningRun,
    List<String> queuedTurns,
    int turns,
    @Nullable String handoverReason,
    Instant openedAt,
    String openedBy,
    Instant changedAt,
    long streamVersion) {

  public ConversationView {
    labels = Map.copyOf(labels);
    queuedTurns = List.copyOf(queuedTurns);
  }
}
