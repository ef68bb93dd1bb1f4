package dev.agentledger.api.run;

import dev.agentledger.events.agent.AgentId;
import dev.agentledger.events.run.RunMode;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Ask for runs, newest first; answered by a {@link RunPage}. */
public record ListRuns(
    String tenant,
    @Nullable AgentId agentId,
    @Nullable RunStatus status,
    @Nullable RunMode mode,
    Map<String, String> labels,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable String cursor,
    int limit) {

  public ListRuns {
    labels = Map.copyOf(labels);
  }
}
