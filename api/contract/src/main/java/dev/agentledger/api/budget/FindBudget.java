package dev.agentledger.api.budget;

/** Ask for a budget with its use now; answered by an optional {@link BudgetView}. */
public record FindBudget(String tenant, String name) {}
