package dev.agentledger.api.run;

import dev.agentledger.events.agent.AgentId;
import dev.agentledger.events.agent.AgentKind;
import dev.agentledger.events.run.RunId;
import dev.agentledger.events.run.RunMode;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Ask for runs, newest first; answered by a {@link RunPage}.
 *
 * @param conversationId of runs that answer turns of this conversation
 * @param parent of runs that this run had started
 * @param origin of runs that replay this run or go on from it
 * @param waiting whether a call of the run waits for people
 */
public record ListRuns(
    String tenant,
    @Nullable AgentId agentId,
    @Nullable AgentKind kind,
    @Nullable RunStatus status,
    @Nullable RunMode mode,
    @Nullable String conversationId,
    @Nullable RunId parent,
    @Nullable RunId origin,
    @Nullable Boolean waiting,
    Map<String, String> labels,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable String cursor,
    int limit) {

  public ListRuns {
    labels = Map.copyOf(labels);
  }

  /** Whether the run belongs to the answer, wherever the page begins. */
  public boolean matches(RunView run) {
    return (agentId == null || agentId.equals(run.agentId()))
        && (kind == null || kind == run.kind())
        && (status == null || status == run.status())
        && (mode == null || mode == run.mode())
        && (conversationId == null || conversationId.equals(run.conversationId()))
        && (parent == null || parent.equals(run.parentId()))
        && (origin == null || origin.equals(run.originId()))
        && (waiting == null || waiting != run.waiting().isEmpty())
        && run.labels().entrySet().containsAll(labels.entrySet())
        && (from == null || !run.requestedAt().isBefore(from))
        && (to == null || run.requestedAt().isBefore(to));
  }
}
