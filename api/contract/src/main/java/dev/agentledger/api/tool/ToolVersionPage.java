package dev.agentledger.api.tool;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a tool's versions, newest first.
 *
 * @param next cursor of the page after this one; absent on the last
 */
public record ToolVersionPage(List<ToolVersionView> items, @Nullable String next) {

  public ToolVersionPage {
    items = List.copyOf(items);
  }
}
