package dev.agentledger.command.budget;

import dev.agentledger.events.budget.BudgetCharge;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is counted in a period of a budget, in millionths of a US dollar.
 *
 * @param alerted the highest share of the cap that was told, in percent
 * @param exceededAt when a refusal was told last
 */
record Account(
    BudgetCharge of, long spent, long reserved, int alerted, @Nullable Instant exceededAt) {

  /** Shares of a cap that are told, in percent. */
  static final List<Integer> THRESHOLDS = List.of(80, 90, 100);

  /** More than all caps, and far enough from what a long holds to be added to. */
  private static final long MOST = 1_000_000_000_000_000_000L;

  static Account opened(BudgetCharge of) {
    return new Account(of, 0, 0, 0, null);
  }

  long remainingOf(long cap) {
    return cap - spent - reserved;
  }

  /** The shares of the cap that are spent and were not told yet. */
  List<Integer> untold(long cap) {
    return THRESHOLDS.stream()
        .filter(percent -> percent > alerted && hasSpent(percent, cap))
        .toList();
  }

  private boolean hasSpent(int percent, long cap) {
    return spent >= Math.ceilDiv(cap * percent, 100L);
  }

  Account reserving(long amount) {
    return new Account(of, spent, reserved + amount, alerted, exceededAt);
  }

  Account charged(long amount, long formerlyReserved) {
    return new Account(
        of,
        Math.min(MOST, spent + Math.min(MOST, amount)),
        reserved - formerlyReserved,
        alerted,
        exceededAt);
  }

  Account alertedAt(int percent) {
    return new Account(of, spent, reserved, Math.max(alerted, percent), exceededAt);
  }

  Account exceeded(Instant at) {
    return new Account(of, spent, reserved, alerted, at);
  }

  /** The same count under another cap: shares of it that are not spent are told when they are. */
  Account under(long cap) {
    var told =
        THRESHOLDS.stream()
            .filter(percent -> percent <= alerted && hasSpent(percent, cap))
            .reduce(0, Math::max);
    return new Account(of, spent, reserved, told, null);
  }
}
