package dev.agentledger.saga.run.plan;

import dev.agentledger.events.agent.Finding;
import dev.agentledger.events.run.RunPlan;
import dev.agentledger.saga.model.rehearsal.Rehearsal;
import dev.agentledger.saga.model.rehearsal.ScriptCheck;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Scripts of rehearsals, which nothing but the rehearsal provider can follow. */
final class Scripts {

  private static final String REHEARSAL = Rehearsal.PROVIDER + "/";

  private Scripts() {}

  static List<Finding> findings(@Nullable Object script, RunPlan plan) {
    if (script == null) {
      return List.of();
    }
    if (plan.models().stream().noneMatch(model -> model.startsWith(REHEARSAL))) {
      return List.of(
          Planner.error(
              "/script",
              "run.script-for-rehearsal",
              "Only the rehearsal provider follows a script, and the agent does not ask it.",
              "Leave the script out, or name a model of the rehearsal provider."));
    }
    return ScriptCheck.of(script).stream()
        .map(
            finding ->
                Planner.error(
                    finding.pointer().startsWith("/script")
                        ? finding.pointer()
                        : "/script" + finding.pointer(),
                    finding.rule(),
                    finding.message(),
                    finding.action()))
        .toList();
  }
}
