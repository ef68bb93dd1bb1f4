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

  /**
   * A page of one stream, which the sequence of its last event continues.
   *
   * @param events one more than the page may hold, if there is one
   */
  public static EventPage ofStream(List<RecordedEvent> events, int limit) {
    if (events.size() <= limit) {
      return new EventPage(events, null);
    }
    var items = events.subList(0, limit);
    return new EventPage(items, Long.toString(items.getLast().sequence()));
  }
}
