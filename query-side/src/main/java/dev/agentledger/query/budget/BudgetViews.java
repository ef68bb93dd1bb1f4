package dev.agentledger.query.budget;

import dev.agentledger.api.Usd;
import dev.agentledger.api.budget.BudgetList;
import dev.agentledger.api.budget.BudgetUse;
import dev.agentledger.api.budget.BudgetView;
import dev.agentledger.api.budget.RunAllowance;
import dev.agentledger.events.agent.AgentId;
import dev.agentledger.events.budget.Budget;
import dev.agentledger.events.budget.BudgetScope;
import dev.agentledger.events.budget.BudgetWindow;
import dev.agentledger.query.budget.BudgetBook.Count;
import dev.agentledger.query.budget.BudgetBook.Entry;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a book of budgets means at a moment. */
final class BudgetViews {

  private BudgetViews() {}

  static BudgetList all(BudgetBook book, Instant now) {
    return new BudgetList(
        book.entries().stream().map(entry -> view(book, entry, now)).toList(),
        book.streamVersion());
  }

  static Optional<BudgetView> one(BudgetBook book, String name, Instant now) {
    return book.entry(name).map(entry -> view(book, entry, now));
  }

  static RunAllowance allowance(BudgetBook book, AgentId agentId, String user, Instant now) {
    var limiting =
        book.entries().stream()
            .filter(entry -> entry.budget().scope().covers(agentId, user))
            .toList();
    return new RunAllowance(
        limiting.stream()
            .map(Entry::budget)
            .filter(budget -> budget.window() == BudgetWindow.RUN)
            .map(Budget::capMicros)
            .min(Long::compare)
            .orElse(null),
        limiting.stream()
            .filter(entry -> isExhausted(entry, now))
            .map(entry -> entry.budget().name())
            .toList());
  }

  private static boolean isExhausted(Entry entry, Instant now) {
    var use = use(entry, now);
    return use != null && use.exhausted();
  }

  private static BudgetView view(BudgetBook book, Entry entry, Instant now) {
    var budget = entry.budget();
    return new BudgetView(
        budget.name(),
        text(budget.scope()),
        budget.window(),
        new Usd(budget.capMicros()),
        budget.atCap(),
        use(entry, now),
        entry.reason(),
        entry.amendedAt(),
        entry.amendedBy(),
        book.streamVersion());
  }

  private static String text(BudgetScope scope) {
    return switch (scope.kind()) {
      case PROJECT -> "project";
      case AGENT -> "agent:" + scope.subject();
      case USER -> "user:" + scope.subject();
    };
  }

  private static @Nullable BudgetUse use(Entry entry, Instant now) {
    var window = entry.budget().window();
    return window.hasPeriods() ? use(entry.budget(), count(entry, window.periodAt(now))) : null;
  }

  /** Clocks differ a little, so what was counted may already be of the next period. */
  private static Count count(Entry entry, String period) {
    var count = entry.count();
    return count == null || count.period().compareTo(period) < 0 ? Count.begun(period) : count;
  }

  private static BudgetUse use(Budget budget, Count count) {
    var cap = budget.capMicros();
    return new BudgetUse(
        count.period(),
        budget.window().endOf(count.period()),
        new Usd(count.spent()),
        new Usd(count.reserved()),
        new Usd(cap - count.spent() - count.reserved()),
        (int) Math.min(Integer.MAX_VALUE, Math.floor(100.0 * count.spent() / cap)),
        count.alerts(),
        count.spent() >= cap);
  }
}
