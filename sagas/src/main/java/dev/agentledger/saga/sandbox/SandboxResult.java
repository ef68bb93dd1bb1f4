package dev.agentledger.saga.sandbox;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How an execution ended, with what it logged and how long it took. */
public sealed interface SandboxResult {

  List<LogLine> logs();

  Duration took();

  /** The handler returned; {@code output} is a plain JSON value. */
  record Returned(@Nullable Object output, List<LogLine> logs, Duration took)
      implements SandboxResult {

    public Returned {
      logs = List.copyOf(logs);
    }
  }

  /** The code ended in any other way. */
  record Failed(Failure failure, List<LogLine> logs, Duration took) implements SandboxResult {

    public Failed {
      logs = List.copyOf(logs);
    }
  }
}
