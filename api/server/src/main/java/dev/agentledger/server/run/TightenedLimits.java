package dev.agentledger.server.run;

import static dev.agentledger.server.http.ProblemType.INVALID;

import dev.agentledger.events.agent.Limits;
import dev.agentledger.server.http.Problem;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The limits of one run: those that hold for its agent, and less where its caller wants less. */
final class TightenedLimits {

  private TightenedLimits() {}

  /** A problem when a limit would be loosened, or is none. */
  static Limits of(Limits inForce, @Nullable Limits wanted) {
    if (wanted == null) {
      return inForce;
    }
    return new Limits(
        count("timeoutMillis", inForce.timeoutMillis(), wanted.timeoutMillis(), 1),
        count("steps", inForce.steps(), wanted.steps(), 1),
        count("memoryMiB", inForce.memoryMiB(), wanted.memoryMiB(), 1),
        money("costUsd", inForce.costUsd(), wanted.costUsd()),
        count("toolCalls", inForce.toolCalls(), wanted.toolCalls(), 0),
        count("stepTimeoutMillis", inForce.stepTimeoutMillis(), wanted.stepTimeoutMillis(), 1),
        count("stepRetries", inForce.stepRetries(), wanted.stepRetries(), 0),
        money("stepCostUsd", inForce.stepCostUsd(), wanted.stepCostUsd()));
  }

  private static @Nullable Integer count(
      String name, @Nullable Integer inForce, @Nullable Integer wanted, int least) {
    if (wanted == null) {
      return inForce;
    }
    if (wanted < least) {
      throw problem(name, "it is at least %d".formatted(least));
    }
    if (inForce != null && wanted > inForce) {
      throw loosened(name, inForce);
    }
    return wanted;
  }

  private static @Nullable String money(
      String name, @Nullable String inForce, @Nullable String wanted) {
    if (wanted == null) {
      return inForce;
    }
    BigDecimal amount;
    try {
      amount = new BigDecimal(wanted);
    } catch (NumberFormatException _) {
      throw problem(name, "it is an amount of US dollars, such as \"0.50\"");
    }
    if (amount.signum() < 0) {
      throw problem(name, "it is not less than nothing");
    }
    if (inForce != null && amount.compareTo(new BigDecimal(inForce)) > 0) {
      throw loosened(name, inForce);
    }
    return amount.toPlainString();
  }

  private static Problem loosened(String name, Object inForce) {
    return problem(
        name, "for this agent it is %s, and a run may only have less".formatted(inForce));
  }

  private static Problem problem(String name, String why) {
    return Problem.of(
        INVALID, "limits.%s: %s".formatted(name, why), Map.of("pointer", "/limits/" + name));
  }
}
