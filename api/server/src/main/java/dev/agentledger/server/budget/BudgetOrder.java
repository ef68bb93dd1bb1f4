package dev.agentledger.server.budget;

import static dev.agentledger.server.http.ProblemType.INVALID;

import dev.agentledger.api.Usd;
import dev.agentledger.events.agent.AgentId;
import dev.agentledger.events.budget.AtCap;
import dev.agentledger.events.budget.Budget;
import dev.agentledger.events.budget.BudgetScope;
import dev.agentledger.events.budget.BudgetWindow;
import dev.agentledger.server.http.Problem;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A budget as it comes in a body.
 *
 * @param scope {@code project}, {@code agent:<id or slug>} or {@code user:<name>}
 * @param window for how long the cap holds: each run, or a day or month of UTC
 * @param cap in US dollars
 * @param atCap what becomes of a run that would spend more than is left; it waits when absent
 * @param reason why the budget is set
 */
record BudgetOrder(
    String scope, BudgetWindow window, Usd cap, @Nullable AtCap atCap, @Nullable String reason) {

  private static final String PROJECT = "project";
  private static final String AGENT = "agent:";
  private static final String USER = "user:";

  /** The budget; a problem when there can be none like that. */
  Budget budget(String tenant, String name) {
    try {
      return new Budget(
          name,
          scope(tenant),
          window,
          cap.micros(),
          Objects.requireNonNullElse(atCap, AtCap.SUSPEND));
    } catch (IllegalArgumentException contradiction) {
      throw Problem.of(INVALID, String.valueOf(contradiction.getMessage()));
    }
  }

  private BudgetScope scope(String tenant) {
    if (scope.equals(PROJECT)) {
      return BudgetScope.WHOLE_PROJECT;
    }
    if (scope.startsWith(AGENT) && scope.length() > AGENT.length()) {
      return BudgetScope.ofAgent(AgentId.fromIdOrSlug(tenant, scope.substring(AGENT.length())));
    }
    if (scope.startsWith(USER)) {
      return BudgetScope.ofUser(scope.substring(USER.length()));
    }
    throw Problem.of(INVALID, "scope must be project, agent:<id or slug> or user:<name>");
  }
}
