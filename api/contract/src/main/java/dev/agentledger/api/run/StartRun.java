package dev.agentledger.api.run;

import dev.agentledger.api.BeginsStream;
import dev.agentledger.events.agent.AgentId;
import dev.agentledger.events.agent.Limits;
import dev.agentledger.events.agent.VersionRef;
import dev.agentledger.events.run.ConversationTurn;
import dev.agentledger.events.run.ForkOf;
import dev.agentledger.events.run.ReplayOf;
import dev.agentledger.events.run.RunId;
import dev.agentledger.events.run.RunMode;
import dev.agentledger.events.run.RunParent;
import dev.agentledger.events.run.RunPlan;
import java.util.Map;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** Accept a run of a version. Repeating a run id is harmless. */
public record StartRun(
    @TargetAggregateIdentifier RunId runId,
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
    implements RunCommand, BeginsStream {

  public StartRun {
    labels = Map.copyOf(labels);
  }
}
