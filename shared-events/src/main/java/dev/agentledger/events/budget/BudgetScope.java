package dev.agentledger.events.budget;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.agentledger.events.agent.AgentId;
import org.jspecify.annotations.Nullable;

/**
 * Whose spending a budget limits.
 *
 * @param subject the id of the agent or the name of the user; absent for the whole project
 */
public record BudgetScope(Kind kind, @Nullable String subject) {

  /** All that a budget can limit. */
  public enum Kind {
    @JsonProperty("agent")
    AGENT,
    @JsonProperty("user")
    USER,
    @JsonProperty("project")
    PROJECT
  }

  public static final BudgetScope WHOLE_PROJECT = new BudgetScope(Kind.PROJECT, null);

  public BudgetScope {
    if ((kind == Kind.PROJECT) != (subject == null) || (subject != null && subject.isBlank())) {
      throw new IllegalArgumentException(
          "A budget limits the whole project, or one agent or user that it names");
    }
  }

  public static BudgetScope ofAgent(AgentId agentId) {
    return new BudgetScope(Kind.AGENT, agentId.value());
  }

  public static BudgetScope ofUser(String user) {
    return new BudgetScope(Kind.USER, user);
  }

  /** Whether it limits what a run of this agent for this user spends. */
  public boolean covers(AgentId agentId, String user) {
    return switch (kind) {
      case PROJECT -> true;
      case AGENT -> agentId.value().equals(subject);
      case USER -> user.equals(subject);
    };
  }
}
