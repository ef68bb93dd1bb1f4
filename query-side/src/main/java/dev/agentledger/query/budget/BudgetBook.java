package dev.agentledger.query.budget;

import dev.agentledger.events.budget.Budget;
import dev.agentledger.events.budget.BudgetAlerted;
import dev.agentledger.events.budget.BudgetCharge;
import dev.agentledger.events.budget.BudgetEvent;
import dev.agentledger.events.budget.BudgetExceeded;
import dev.agentledger.events.budget.BudgetReleased;
import dev.agentledger.events.budget.BudgetRemoved;
import dev.agentledger.events.budget.BudgetReserved;
import dev.agentledger.events.budget.BudgetSet;
import dev.agentledger.events.budget.BudgetSettled;
import dev.agentledger.query.projection.ProjectedEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All budgets of a tenant as they are kept: in order of their names, each with what was counted in
 * its newest period.
 *
 * @param at when the last event happened
 */
record BudgetBook(List<Entry> entries, Instant at, long streamVersion) {

  BudgetBook {
    entries = List.copyOf(entries);
  }

  /** A budget, and what was counted if anything was. */
  record Entry(
      Budget budget,
      @Nullable String reason,
      Instant amendedAt,
      String amendedBy,
      @Nullable Count count) {

    private Entry counting(@Nullable Count other) {
      return new Entry(budget, reason, amendedAt, amendedBy, other);
    }
  }

  /** What was counted in a period, in millionths of a US dollar. */
  record Count(String period, long spent, long reserved, List<Integer> alerts) {

    /** More than all caps, and far enough from what a long holds to be added to. */
    private static final long MOST = 1_000_000_000_000_000_000L;

    Count {
      alerts = List.copyOf(alerts);
    }

    static Count begun(String period) {
      return new Count(period, 0, 0, List.of());
    }

    private Count plus(long moreSpent, long moreReserved) {
      return new Count(
          period,
          Math.min(MOST, spent + Math.min(MOST, moreSpent)),
          reserved + moreReserved,
          alerts);
    }

    private Count alerted(int percent) {
      return new Count(
          period, spent, reserved, Stream.concat(alerts.stream(), Stream.of(percent)).toList());
    }

    /** A higher cap takes alerts back, to be told again. */
    private Count under(long cap) {
      return new Count(
          period,
          spent,
          reserved,
          alerts.stream().filter(percent -> spent >= Math.ceilDiv(cap * percent, 100L)).toList());
    }
  }

  static BudgetBook evolve(@Nullable BudgetBook before, BudgetEvent fact, ProjectedEvent event) {
    var known = before == null ? List.<Entry>of() : before.entries;
    var book = new BudgetBook(known, event.at(), event.sequence());
    return switch (fact) {
      case BudgetSet set -> book.with(set, event);
      case BudgetRemoved removed -> book.without(removed.name());
      case BudgetReserved reserved ->
          book.counting(reserved.against(), count -> count.plus(0, reserved.amountMicros()));
      case BudgetSettled settled ->
          book.counting(
              settled.against(),
              count -> count.plus(settled.amountMicros(), -settled.reservedMicros()));
      case BudgetReleased released ->
          book.counting(released.against(), count -> count.plus(0, -released.reservedMicros()));
      case BudgetAlerted alerted ->
          book.counting(
              List.of(new BudgetCharge(alerted.budget(), alerted.period())),
              count -> count.alerted(alerted.percent()));
      case BudgetExceeded exceeded ->
          book.counting(
              List.of(new BudgetCharge(exceeded.budget(), exceeded.period())), count -> count);
    };
  }

  private BudgetBook with(BudgetSet set, ProjectedEvent event) {
    var budget = set.budget();
    var count =
        entry(budget.name())
            .filter(entry -> entry.budget().countsAs(budget))
            .map(Entry::count)
            .map(counted -> counted.under(budget.capMicros()))
            .orElse(null);
    var entry = new Entry(budget, set.reason(), event.at(), event.actor(), count);
    return with(
        Stream.concat(without(budget.name()).entries.stream(), Stream.of(entry))
            .sorted((one, other) -> one.budget().name().compareTo(other.budget().name()))
            .toList());
  }

  private BudgetBook without(String name) {
    return with(entries.stream().filter(entry -> !entry.budget().name().equals(name)).toList());
  }

  private BudgetBook with(List<Entry> others) {
    return new BudgetBook(others, at, streamVersion);
  }

  Optional<Entry> entry(String name) {
    return entries.stream().filter(entry -> entry.budget().name().equals(name)).findFirst();
  }

  /** Only the newest period of a budget is shown, so what is settled in one before is left out. */
  private BudgetBook counting(List<BudgetCharge> charges, UnaryOperator<Count> change) {
    return with(
        entries.stream()
            .map(
                entry ->
                    charges.stream()
                        .filter(charge -> charge.budget().equals(entry.budget().name()))
                        .findFirst()
                        .map(charge -> counting(entry, charge.period(), change))
                        .orElse(entry))
            .toList());
  }

  private static Entry counting(Entry entry, String period, UnaryOperator<Count> change) {
    var count = entry.count();
    if (count != null && period.compareTo(count.period()) < 0) {
      return entry;
    }
    return entry.counting(
        change.apply(count != null && period.equals(count.period()) ? count : Count.begun(period)));
  }
}
