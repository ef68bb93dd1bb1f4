package dev.agentledger.api.budget;

import dev.agentledger.api.Usd;
import java.time.Instant;
import java.util.List;

/**
 * How much of a budget is used in a period.
 *
 * @param period a day or a month of UTC
 * @param reserved the most that calls under way can cost
 * @param remaining neither spent nor reserved; negative when more was spent than the cap
 * @param percent spent of the cap, rounded down
 * @param alerts the shares of the cap, in percent, that were told
 * @param exhausted whether the cap is spent
 */
public record BudgetUse(
    String period,
    Instant periodEnds,
    Usd spent,
    Usd reserved,
    Usd remaining,
    int percent,
    List<Integer> alerts,
    boolean exhausted) {

  public BudgetUse {
    alerts = List.copyOf(alerts);
  }
}
