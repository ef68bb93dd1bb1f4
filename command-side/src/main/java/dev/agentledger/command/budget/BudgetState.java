package dev.agentledger.command.budget;

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
import dev.agentledger.events.run.RunId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The budgets of a tenant, what is counted in them and what is reserved: only what a later decision
 * needs.
 *
 * @param version of the stream; -1 before the first event
 * @param settled the reservations that were settled last, so that a repeated command does not make
 *     one anew
 */
record BudgetState(
    long version,
    List<Standing> standing,
    Accounts accounts,
    List<Reservation> reservations,
    List<String> settled) {

  static final BudgetState EMPTY =
      new BudgetState(-1, List.of(), Accounts.NONE, List.of(), List.of());

  private static final int MOST_REMEMBERED = 200;

  BudgetState {
    standing = List.copyOf(standing);
    reservations = List.copyOf(reservations);
    settled = List.copyOf(settled);
  }

  /**
   * A budget that holds.
   *
   * @param since the version of the stream at which it was set
   */
  record Standing(Budget budget, long since) {}

  /** Money that is kept for a call under way. */
  record Reservation(
      String id, RunId runId, long amount, List<BudgetCharge> against, Instant madeAt) {

    Reservation {
      against = List.copyOf(against);
    }

    Reservation withoutChargeTo(String budget) {
      return new Reservation(
          id,
          runId,
          amount,
          against.stream().filter(charge -> !charge.budget().equals(budget)).toList(),
          madeAt);
    }
  }

  Optional<Standing> budget(String name) {
    return standing.stream().filter(held -> held.budget().name().equals(name)).findFirst();
  }

  Optional<Reservation> reservation(String id) {
    return reservations.stream().filter(kept -> kept.id().equals(id)).findFirst();
  }

  /**
   * The state after {@code event}; total and free of rules, because what happened cannot be
   * refused.
   */
  static BudgetState evolve(BudgetState state, BudgetEvent event) {
    var next = state.at(state.version + 1);
    return switch (event) {
      case BudgetSet set -> next.with(set.budget());
      case BudgetRemoved removed -> next.without(removed.name());
      case BudgetReserved reserved -> next.keeping(reserved);
      case BudgetSettled settlement -> next.paying(settlement);
      case BudgetReleased released -> next.freeing(released);
      case BudgetAlerted alerted ->
          next.with(
              state.accounts.with(
                  List.of(new BudgetCharge(alerted.budget(), alerted.period())),
                  account -> account.alertedAt(alerted.percent())));
      case BudgetExceeded exceeded ->
          next.with(
              state.accounts.with(
                  List.of(new BudgetCharge(exceeded.budget(), exceeded.period())),
                  account -> account.exceeded(exceeded.at())));
    };
  }

  private BudgetState at(long newVersion) {
    return new BudgetState(newVersion, standing, accounts, reservations, settled);
  }

  private BudgetState with(Accounts counted) {
    return new BudgetState(version, standing, counted, reservations, settled);
  }

  private BudgetState with(Budget budget) {
    var goesOn = budget(budget.name()).filter(held -> held.budget().countsAs(budget)).isPresent();
    var others = goesOn ? this : without(budget.name());
    var all = new ArrayList<>(others.standing);
    all.removeIf(held -> held.budget().name().equals(budget.name()));
    all.add(new Standing(budget, version));
    return new BudgetState(
        version,
        all,
        others.accounts.under(budget.name(), budget.capMicros()),
        others.reservations,
        settled);
  }

  /** A reservation that counts nowhere any more is none. */
  private BudgetState without(String name) {
    return new BudgetState(
        version,
        standing.stream().filter(held -> !held.budget().name().equals(name)).toList(),
        accounts.without(name),
        reservations.stream()
            .map(kept -> kept.withoutChargeTo(name))
            .filter(kept -> !kept.against().isEmpty())
            .toList(),
        settled);
  }

  private BudgetState keeping(BudgetReserved reserved) {
    var kept =
        new Reservation(
            reserved.reservationId(),
            reserved.runId(),
            reserved.amountMicros(),
            reserved.against(),
            reserved.at());
    return new BudgetState(
        version,
        standing,
        accounts.with(reserved.against(), account -> account.reserving(reserved.amountMicros())),
        Stream.concat(reservations.stream(), Stream.of(kept)).toList(),
        settled);
  }

  private BudgetState paying(BudgetSettled settlement) {
    var known = Stream.concat(settled.stream(), Stream.of(settlement.reservationId())).toList();
    return new BudgetState(
        version,
        standing,
        accounts.with(
            settlement.against(),
            account -> account.charged(settlement.amountMicros(), settlement.reservedMicros())),
        withoutReservation(settlement.reservationId()),
        known.subList(Math.max(0, known.size() - MOST_REMEMBERED), known.size()));
  }

  private BudgetState freeing(BudgetReleased released) {
    return new BudgetState(
        version,
        standing,
        accounts.with(released.against(), account -> account.charged(0, released.reservedMicros())),
        withoutReservation(released.reservationId()),
        settled);
  }

  private List<Reservation> withoutReservation(String id) {
    return reservations.stream().filter(kept -> !kept.id().equals(id)).toList();
  }
}
