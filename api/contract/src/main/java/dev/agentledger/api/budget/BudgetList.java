package dev.agentledger.api.budget;

import java.util.List;

/**
 * All budgets of a tenant, by name.
 *
 * @param streamVersion version of their stream; -1 before the first budget was set
 */
public record BudgetList(List<BudgetView> items, long streamVersion) {

  public static final BudgetList EMPTY = new BudgetList(List.of(), -1);

  public BudgetList {
    items = List.copyOf(items);
  }
}
