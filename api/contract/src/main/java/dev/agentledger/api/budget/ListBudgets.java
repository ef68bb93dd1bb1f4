package dev.agentledger.api.budget;

/** Ask for all budgets of a tenant, with their use now; answered by a {@link BudgetList}. */
public record ListBudgets(String tenant) {}
