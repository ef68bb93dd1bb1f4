package dev.agentledger.api.run;

import dev.agentledger.events.agent.Finding;
import dev.agentledger.events.agent.Limits;
import dev.agentledger.events.run.RunPlan;
import java.util.List;

/**
 * How a version of an agent would run now.
 *
 * @param limits of the version, with the platform's defaults filled in
 * @param findings why it cannot run, if it cannot
 */
public record PlannedRun(RunPlan plan, Limits limits, List<Finding> findings) {

  public PlannedRun {
    findings = List.copyOf(findings);
  }

  public boolean runnable() {
    return findings.stream().noneMatch(Finding::blocks);
  }
}
