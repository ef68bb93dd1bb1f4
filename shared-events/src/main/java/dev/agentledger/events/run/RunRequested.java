package dev.agentledger.events.run;

import dev.agentledger.events.EventContract;
import dev.agentledger.events.agent.AgentId;
import dev.agentledger.events.agent.Limits;
import dev.agentledger.events.agent.VersionRef;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A run was accepted; it is pinned to this version for ever. */
@EventContract(name = "run.requested")
public record RunRequested(
    RunId runId,
    AgentId agentId,
    String agentSlug,
    VersionRef version,
    RunMode mode,
    @Nullable Object input,
    Map<String, String> labels,
    Limits limits)
    implements RunEvent {

  public RunRequested {
    labels = labels == null ? Map.of() : Map.copyOf(labels);
  }
}
