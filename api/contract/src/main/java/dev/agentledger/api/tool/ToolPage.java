package dev.agentledger.api.tool;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of tools, by name.
 *
 * @param next cursor of the page after this one; absent on the last
 */
public record ToolPage(List<ToolView> items, @Nullable String next) {

  public ToolPage {
    items = List.copyOf(items);
  }
}
