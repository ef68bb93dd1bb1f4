package dev.agentledger.api.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of the log.
 *
 * @param next cursor of the page after this one; absent on the last
 */
public record EventPage(List<RecordedEvent> items, @Nullable String next) {

  public EventPage {
    items = List.copyOf(items);
  }
}
