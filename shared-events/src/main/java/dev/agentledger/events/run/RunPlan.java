package dev.agentledger.events.run;

import dev.agentledger.events.agent.AgentKind;
import java.util.List;

/**
 * How a run is carried out, fixed when it is requested.
 *
 * @param models asked in this order, each as {@code provider/name}; the later ones when the earlier
 *     cannot answer
 * @param tools all that the run may call
 * @param repairs how often the model is asked again when its answer does not fit the output schema
 */
public record RunPlan(AgentKind kind, List<String> models, List<PinnedTool> tools, int repairs) {

  /** The plan of a run that executes its agent's own code. */
  public static final RunPlan OF_CODE = new RunPlan(AgentKind.FUNCTION, List.of(), List.of(), 0);

  public RunPlan {
    models = List.copyOf(models);
    tools = List.copyOf(tools);
  }
}
