package dev.agentledger.api.run;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of calls whose outcome is not known, oldest first.
 *
 * @param next cursor of the page after this one; absent on the last
 */
public record UnknownOutcomePage(List<UnknownOutcome> items, @Nullable String next) {

  public UnknownOutcomePage {
    items = List.copyOf(items);
  }
}
