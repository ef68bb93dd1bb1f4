package dev.agentledger.command.budget;

import dev.agentledger.events.budget.BudgetCharge;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The accounts that still matter: the newest period of each budget, and those before it in which
 * something is reserved.
 */
record Accounts(List<Account> open) {

  static final Accounts NONE = new Accounts(List.of());

  Accounts {
    open = List.copyOf(open);
  }

  /** The account, which is empty when nothing was counted in it. */
  Account of(BudgetCharge charge) {
    return open.stream()
        .filter(account -> account.of().equals(charge))
        .findFirst()
        .orElseGet(() -> Account.opened(charge));
  }

  /**
   * The period in which spending counts that wants to count in this one: clocks differ a little, so
   * a period does not come back after the next one has begun.
   */
  String current(String budget, String period) {
    return open.stream()
        .map(Account::of)
        .filter(of -> of.budget().equals(budget))
        .map(BudgetCharge::period)
        .reduce(period, Accounts::later);
  }

  private static String later(String one, String other) {
    return one.compareTo(other) < 0 ? other : one;
  }

  Accounts with(List<BudgetCharge> charges, UnaryOperator<Account> change) {
    var changed = new ArrayList<Account>();
    open.stream().filter(account -> !charges.contains(account.of())).forEach(changed::add);
    charges.forEach(charge -> changed.add(change.apply(of(charge))));
    return new Accounts(changed).withoutPast();
  }

  private Accounts withoutPast() {
    return new Accounts(
        open.stream()
            .filter(
                account ->
                    account.reserved() > 0
                        || account
                            .of()
                            .period()
                            .equals(current(account.of().budget(), account.of().period())))
            .toList());
  }

  Accounts under(String budget, long cap) {
    return new Accounts(
        open.stream()
            .map(account -> account.of().budget().equals(budget) ? account.under(cap) : account)
            .toList());
  }

  Accounts without(String budget) {
    return new Accounts(
        open.stream().filter(account -> !account.of().budget().equals(budget)).toList());
  }
}
