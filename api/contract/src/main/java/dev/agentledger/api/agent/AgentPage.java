package dev.agentledger.api.agent;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of agents, by slug.
 *
 * @param next cursor of the page after this one; absent on the last
 */
public record AgentPage(List<AgentView> items, @Nullable String next) {

  public AgentPage {
    items = List.copyOf(items);
  }
}
