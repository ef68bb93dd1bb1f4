package dev.agentledger.api.run;

import dev.agentledger.events.agent.AgentId;
import dev.agentledger.events.agent.AgentKind;
import dev.agentledger.events.agent.Limits;
import dev.agentledger.events.agent.VersionRef;
import dev.agentledger.events.run.ConversationTurn;
import dev.agentledger.events.run.Outcome;
import dev.agentledger.events.run.ReplayOf;
import dev.agentledger.events.run.RunError;
import dev.agentledger.events.run.RunId;
import dev.agentledger.events.run.RunMode;
import dev.agentledger.events.run.RunParent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run as readers see it.
 *
 * @param models that are asked, in this order
 * @param parent the call of another run that it answers
 * @param suspension why it rests; absent when it does not
 * @param waiting calls that people must bring further; of an ended run those whose outcome is not
 *     known
 * @param attempts at executing the agent's code
 * @param divergence of a replay, the first
 * @param input absent in lists
 * @param output absent in lists
 * @param streamVersion version of the run's stream that this view shows; its ETag
 */
public record RunView(
    RunId runId,
    AgentId agentId,
    String agentSlug,
    VersionRef version,
    AgentKind kind,
    RunMode mode,
    RunStatus status,
    @Nullable RunSuspension suspension,
    List<WaitingCall> waiting,
    @Nullable Outcome outcome,
    Map<String, String> labels,
    Limits limits,
    List<String> models,
    @Nullable RunParent parent,
    @Nullable ConversationTurn conversation,
    @Nullable ReplayOf replayOf,
    @Nullable ForkPoint forkOf,
    @Nullable DivergencePoint divergence,
    RunUsage usage,
    @Nullable Object input,
    @Nullable Object output,
    @Nullable RunError error,
    int attempts,
    Instant requestedAt,
    String requestedBy,
    @Nullable Instant endedAt,
    long streamVersion) {

  public RunView {
    waiting = waiting == null ? List.of() : List.copyOf(waiting);
    labels = Map.copyOf(labels);
    models = models == null ? List.of() : List.copyOf(models);
  }

  /** Of the conversation whose turn it answers, if it does. */
  public @Nullable String conversationId() {
    return conversation == null ? null : conversation.conversationId();
  }

  /** Of the run that had it started, if one had. */
  public @Nullable RunId parentId() {
    return parent == null ? null : parent.runId();
  }

  /** Of the run that it replays or goes on from, if it does. */
  public @Nullable RunId originId() {
    if (replayOf != null) {
      return replayOf.runId();
    }
    return forkOf == null ? null : forkOf.runId();
  }
}
