package dev.agentledger.api.budget;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run may spend.
 *
 * @param capMicros the smallest cap of the budgets of each run that limit it, in millionths of a US
 *     dollar; absent when none does
 * @param exhausted the names of the budgets of a day or a month that limit it and are spent; it
 *     must not begin unless there are none
 */
public record RunAllowance(@Nullable Long capMicros, List<String> exhausted) {

  public static final RunAllowance UNLIMITED = new RunAllowance(null, List.of());

  public RunAllowance {
    exhausted = List.copyOf(exhausted);
  }
}
