package dev.agentledger.api.conversation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of what was said, oldest first.
 *
 * @param next cursor of the page after this one; absent on the last
 */
public record TurnPage(List<TurnView> items, @Nullable String next) {

  public TurnPage {
    items = List.copyOf(items);
  }
}
