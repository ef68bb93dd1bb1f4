package dev.agentledger.command.log;

import dev.agentledger.command.log.RecentEvents.Entry;
import java.util.List;

/** Reads the log in pages of bounded bytes, for one reader. */
final class Pages {

  private static final int MOST_EVENTS = 1_000;
  private static final int FEWEST_EVENTS = 8;
  private static final int GROWTH = 4;
  private static final long BYTES = 2 * 1024 * 1024;

  private final LogTable table;
  private final LoggedMessages messages;
  private int events = 64;

  Pages(LogTable table, LoggedMessages messages) {
    this.table = table;
    this.messages = messages;
  }

  /**
   * A part of the log.
   *
   * @param whole whether these are all that there were
   */
  record Page(List<Entry> events, boolean whole) {

    long last() {
      return events.getLast().position();
    }
  }

  Page read(long after, long upTo) {
    var most = events;
    var read = table.read(after, upTo, most).stream().map(this::entry).toList();
    if (!read.isEmpty()) {
      adaptTo(read.stream().mapToLong(Entry::bytes).sum() / read.size());
    }
    return new Page(read, read.size() < most);
  }

  private Entry entry(LoggedEvent event) {
    return new Entry(
        event.position(),
        event.payload().length + event.metadata().length,
        messages.tracked(event).toList());
  }

  /** The events that come are as long as those that were there before, as a rule. */
  private void adaptTo(long bytesOfOne) {
    var fitting = (int) Math.min(MOST_EVENTS, BYTES / Math.max(bytesOfOne, 1));
    events = Math.max(FEWEST_EVENTS, Math.min(fitting, events * GROWTH));
  }
}
