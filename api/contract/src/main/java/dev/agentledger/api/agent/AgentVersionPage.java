package dev.agentledger.api.agent;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of an agent's versions, newest first.
 *
 * @param next cursor of the page after this one; absent on the last
 */
public record AgentVersionPage(List<AgentVersionView> items, @Nullable String next) {

  public AgentVersionPage {
    items = List.copyOf(items);
  }
}
