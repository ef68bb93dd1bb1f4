package dev.agentledger.api.key;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of keys, by name.
 *
 * @param next cursor of the page after this one; absent on the last
 */
public record KeyPage(List<KeyView> items, @Nullable String next) {

  public KeyPage {
    items = List.copyOf(items);
  }
}
