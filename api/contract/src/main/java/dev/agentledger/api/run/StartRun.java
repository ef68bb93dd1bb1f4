package dev.agentledger.api.run;

import dev.agentledger.events.agent.AgentId;
import dev.agentledger.events.agent.Limits;
import dev.agentledger.events.agent.VersionRef;
import dev.agentledger.events.run.RunId;
import dev.agentledger.events.run.RunMode;
import java.util.Map;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** Accept a run of a version. Repeating a run id is harmless. */
public record StartRun(
    @TargetAggregateIdentifier RunId runId,
    AgentId agentId,
    String agentSlug,
    VersionRef version,
    RunMode mode,
    @Nullable Object input,
    Map<String, String> labels,
    Limits limits)
    implements RunCommand {

  public StartRun {
    labels = Map.copyOf(labels);
  }
}
