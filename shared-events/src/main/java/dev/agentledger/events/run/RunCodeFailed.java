package dev.agentledger.events.run;

import dev.agentledger.events.EventContract;
import java.util.List;

/** The code threw, ran out of time or memory, or was otherwise stopped. */
@EventContract(name = "run.code-failed")
public record RunCodeFailed(
    RunId runId, int step, int attempt, RunError error, List<LogLine> logs, long durationMillis)
    implements RunEvent {

  public RunCodeFailed {
    logs = List.copyOf(logs);
  }
}
