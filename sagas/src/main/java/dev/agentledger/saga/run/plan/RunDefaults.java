package dev.agentledger.saga.run.plan;

import dev.agentledger.events.agent.AgentKind;
import dev.agentledger.events.agent.Limits;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The limits of runs whose agents name none. */
@Component
public class RunDefaults {

  private final int steps;
  private final int toolCalls;
  private final Duration timeout;
  private final Duration stepTimeout;
  private final int stepRetries;
  private final int repairs;

  public RunDefaults(
      @Value("${ledger.runs.steps:50}") int steps,
      @Value("${ledger.runs.tool-calls:100}") int toolCalls,
      @Value("${ledger.runs.timeout:1h}") Duration timeout,
      @Value("${ledger.runs.step-timeout:2m}") Duration stepTimeout,
      @Value("${ledger.runs.step-retries:2}") int stepRetries,
      @Value("${ledger.runs.repairs:2}") int repairs) {
    this.steps = steps;
    this.toolCalls = toolCalls;
    this.timeout = timeout;
    this.stepTimeout = stepTimeout;
    this.stepRetries = stepRetries;
    this.repairs = repairs;
  }

  /** What a definition says, filled in; a function has the limits of its sandbox. */
  Limits fill(AgentKind kind, Limits own) {
    return kind == AgentKind.FUNCTION
        ? own
        : new Limits(
            or(own.timeoutMillis(), (int) timeout.toMillis()),
            or(own.steps(), steps),
            own.memoryMiB(),
            own.costUsd(),
            or(own.toolCalls(), toolCalls),
            or(own.stepTimeoutMillis(), (int) stepTimeout.toMillis()),
            or(own.stepRetries(), stepRetries),
            own.stepCostUsd());
  }

  int repairs(@Nullable Integer own) {
    return or(own, repairs);
  }

  private static int or(@Nullable Integer own, int otherwise) {
    return own == null ? otherwise : own;
  }
}
