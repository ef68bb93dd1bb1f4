package dev.agentledger.benchmarks.report;

import dev.agentledger.benchmarks.measure.Measurement;

/**
 * Something that is wanted and what was found.
 *
 * @param id under which a quotient is kept from run to run
 * @param what in words that stand in the table
 * @param unit of an absolute figure; empty for a quotient of two that were taken in the same run,
 *     which alone says something on another machine
 */
public record Goal(String id, String what, Bound bound, double wanted, double found, String unit) {

  /** On which side of what is wanted the good figures are. */
  public enum Bound {
    AT_LEAST(">="),
    AT_MOST("<=");

    private final String sign;

    Bound(String sign) {
      this.sign = sign;
    }
  }

  /** At least so many times the events a second of the other. */
  public static Goal atLeast(
      String id, String what, double wanted, Measurement one, Measurement other) {
    return new Goal(id, what, Bound.AT_LEAST, wanted, one.events() / other.events(), "");
  }

  /** At least this quotient. */
  public static Goal atLeast(String id, String what, double wanted, double quotient) {
    return new Goal(id, what, Bound.AT_LEAST, wanted, quotient, "");
  }

  /** At most so many times the median of the other. */
  public static Goal atMost(
      String id, String what, double wanted, Measurement one, Measurement other) {
    return new Goal(id, what, Bound.AT_MOST, wanted, one.median() / other.median(), "");
  }

  /** At most so much, whatever the machine. */
  public static Goal atMost(String id, String what, double wanted, double found, String unit) {
    return new Goal(id, what, Bound.AT_MOST, wanted, found, unit);
  }

  public boolean isQuotient() {
    return unit.isEmpty();
  }

  boolean isMet() {
    return bound == Bound.AT_LEAST ? found >= wanted : found <= wanted;
  }

  /** How good it is beside an earlier figure: below one is worse. */
  double beside(double earlier) {
    return bound == Bound.AT_LEAST ? found / earlier : earlier / found;
  }

  String wantedText() {
    return "%s %s".formatted(bound.sign, withUnit(wanted));
  }

  String foundText() {
    return withUnit(found);
  }

  private String withUnit(double number) {
    return isQuotient() ? Figures.plain(number) : "%s %s".formatted(Figures.plain(number), unit);
  }
}
