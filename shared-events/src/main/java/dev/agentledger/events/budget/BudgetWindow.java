package dev.agentledger.events.budget;

import static java.time.ZoneOffset.UTC;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;

/** For how long a cap holds before it begins anew. */
public enum BudgetWindow {
  /** One run; the run itself keeps to it. */
  @JsonProperty("run")
  RUN,
  @JsonProperty("day")
  DAY,
  @JsonProperty("month")
  MONTH;

  /** Whether spending is counted by period. */
  public boolean hasPeriods() {
    return this != RUN;
  }

  /** The period of UTC in which an instant lies; periods sort by time. */
  public String periodAt(Instant at) {
    var day = LocalDate.ofInstant(at, UTC);
    return switch (this) {
      case RUN -> throw noPeriods();
      case DAY -> day.toString();
      case MONTH -> YearMonth.from(day).toString();
    };
  }

  /** When the period is over. */
  public Instant endOf(String period) {
    return switch (this) {
      case RUN -> throw noPeriods();
      case DAY -> LocalDate.parse(period).plusDays(1).atStartOfDay(UTC).toInstant();
      case MONTH -> YearMonth.parse(period).plusMonths(1).atDay(1).atStartOfDay(UTC).toInstant();
    };
  }

  private static IllegalStateException noPeriods() {
    return new IllegalStateException("What is limited for each run has no periods");
  }
}
