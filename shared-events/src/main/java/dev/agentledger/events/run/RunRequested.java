package dev.agentledger.events.run;

import dev.agentledger.events.EventContract;
import dev.agentledger.events.agent.AgentId;
import dev.agentledger.events.agent.Limits;
import dev.agentledger.events.agent.VersionRef;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run was accepted; it is pinned to this version, and to what the version needs, for ever.
 *
 * @param limits what holds for this run, with the platform's defaults filled in
 * @param script what the rehearsal provider is to answer, if it serves
 */
@EventContract(name = "run.requested", revision = 2)
public record RunRequested(
    RunId runId,
    AgentId agentId,
    String agentSlug,
    VersionRef version,
    RunPlan plan,
    RunMode mode,
    @Nullable Object input,
    Map<String, String> labels,
    Limits limits,
    @Nullable RunParent parent,
    @Nullable ConversationTurn conversation,
    @Nullable ReplayOf replayOf,
    @Nullable ForkOf forkOf,
    @Nullable Object script)
    implements RunEvent {

  public RunRequested {
    labels = labels == null ? Map.of() : Map.copyOf(labels);
  }
}
