package dev.agentledger.events.budget;

/** Where spending is counted: in a period of a budget. */
public record BudgetCharge(String budget, String period) {}
