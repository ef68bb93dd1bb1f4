package dev.agentledger.api.run;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of runs, newest first.
 *
 * @param next cursor of the page after this one; absent on the last
 */
public record RunPage(List<RunView> items, @Nullable String next) {

  public RunPage {
    items = List.copyOf(items);
  }
}
