package dev.agentledger.events.budget;

import java.util.regex.Pattern;

/**
 * A limit of spending.
 *
 * @param name in the form of a slug; a tenant has one budget of a name
 * @param capMicros what may be spent in each window, in millionths of a US dollar
 */
public record Budget(
    String name, BudgetScope scope, BudgetWindow window, long capMicros, AtCap atCap) {

  /** A billion US dollars. */
  public static final long HIGHEST_CAP = 1_000_000_000_000_000L;

  private static final Pattern NAME = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");

  public Budget {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "The name of a budget has up to 63 small letters, digits and hyphens, and neither begins"
              + " nor ends with a hyphen");
    }
    if (capMicros < 1 || capMicros > HIGHEST_CAP) {
      throw new IllegalArgumentException(
          "The cap of a budget must be more than nothing and at most a billion US dollars");
    }
  }

  /**
   * What is counted at once with others is limited alike, so it can go on when a budget changes.
   */
  public boolean countsAs(Budget other) {
    return scope.equals(other.scope) && window == other.window;
  }
}
