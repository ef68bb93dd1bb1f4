package dev.agentledger.api.run;

import dev.agentledger.events.agent.AgentId;
import dev.agentledger.events.agent.Limits;
import dev.agentledger.events.agent.VersionRef;
import dev.agentledger.events.run.Outcome;
import dev.agentledger.events.run.RunError;
import dev.agentledger.events.run.RunId;
import dev.agentledger.events.run.RunMode;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run as readers see it.
 *
 * @param streamVersion version of the run's stream that this view shows; its ETag
 * @param input absent in lists
 * @param output absent in lists
 */
public record RunView(
    RunId runId,
    AgentId agentId,
    String agentSlug,
    VersionRef version,
    RunMode mode,
    RunStatus status,
    @Nullable Outcome outcome,
    Map<String, String> labels,
    Limits limits,
    @Nullable Object input,
    @Nullable Object output,
    @Nullable RunError error,
    int attempts,
    Instant requestedAt,
    String requestedBy,
    @Nullable Instant endedAt,
    long streamVersion) {

  public RunView {
    labels = Map.copyOf(labels);
  }
}
