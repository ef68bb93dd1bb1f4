package dev.agentledger.events.run;

import dev.agentledger.events.EventContract;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The code came to its end. */
@EventContract(name = "run.code-returned")
public record RunCodeReturned(
    RunId runId,
    int step,
    int attempt,
    @Nullable Object output,
    List<LogLine> logs,
    long durationMillis)
    implements RunEvent {

  public RunCodeReturned {
    logs = List.copyOf(logs);
  }
}
