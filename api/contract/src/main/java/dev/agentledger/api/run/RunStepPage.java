package dev.agentledger.api.run;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of the steps of a run, in the order in which they began.
 *
 * @param next cursor of the page after this one; absent on the last
 */
public record RunStepPage(List<RunStepView> items, @Nullable String next) {

  public RunStepPage {
    items = List.copyOf(items);
  }
}
