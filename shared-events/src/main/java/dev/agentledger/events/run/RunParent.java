package dev.agentledger.events.run;

import dev.agentledger.events.agent.AgentId;
import java.util.List;

/**
 * The tool call of another run that a run answers.
 *
 * @param depth how many runs stand above; one for a child of a run that has no parent
 * @param path agents from the uppermost run down to the parent, none of which may be run again
 */
public record RunParent(RunId runId, String callId, int depth, List<AgentId> path) {

  /** How deep runs may be nested. */
  public static final int DEEPEST = 5;

  public RunParent {
    path = List.copyOf(path);
  }
}
