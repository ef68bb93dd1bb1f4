package dev.agentledger.api.agent;

import dev.agentledger.events.agent.Finding;
import dev.agentledger.events.run.RunError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of a definition's smoke tests. */
public record SmokeRun(boolean passed, List<Result> results) {

  /**
   * What came of one of them.
   *
   * @param error what failed, when the code did
   * @param findings where the output is not as it should be
   */
  public record Result(
      String name,
      boolean passed,
      @Nullable Object input,
      @Nullable Object output,
      @Nullable RunError error,
      List<Finding> findings,
      long durationMillis) {

    public Result {
      findings = List.copyOf(findings);
    }
  }

  public SmokeRun {
    results = List.copyOf(results);
  }
}
