package dev.agentledger.command.log;

import dev.agentledger.command.log.RecentEvents.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads the log in pages of bounded bytes, for one reader. */
final class Pages {

  private static final Short[] NONE = {};
  private static final int MOST_EVENTS = 1_000;
  private static final int FEWEST_EVENTS = 8;
  private static final int GROWTH = 4;
  private static final long BYTES = 2 * 1024 * 1024;

  /** As many positions as one statement looks through for events that may be few. */
  private static final long POSITIONS = 50_000;

  private final LogTable table;
  private final LoggedMessages messages;
  private final @Nullable Predicate<Class<?>> wanted;
  private int events = 64;

  Pages(LogTable table, LoggedMessages messages) {
    this(table, messages, null);
  }

  /**
   * @param wanted the types of events that are read; null for all
   */
  Pages(LogTable table, LoggedMessages messages, @Nullable Predicate<Class<?>> wanted) {
    this.table = table;
    this.messages = messages;
    this.wanted = wanted;
  }

  /**
   * A part of the log.
   *
   * @param whole whether these are all that there were
   * @param passed the position up to which there are no others
   */
  record Page(List<Entry> events, boolean whole, long passed) {

    long last() {
      return events.getLast().position();
    }
  }

  Page read(long after, long upTo) {
    var unwanted = wanted == null ? NONE : table.contractsOtherThan(wanted);
    return unwanted.length == 0
        ? page(table.read(after, upTo, events), upTo)
        : selected(unwanted, after, Math.min(upTo, after + POSITIONS), upTo);
  }

  private Page selected(Short[] unwanted, long after, long end, long upTo) {
    var page = page(table.readWithout(unwanted, after, end, events), end);
    return new Page(page.events(), page.whole() && end == upTo, page.passed());
  }

  private Page page(List<LoggedEvent> read, long end) {
    var whole = read.size() < events;
    var entries = new ArrayList<Entry>(read.size());
    var bytes = 0L;
    for (var event : read) {
      var entry = entry(event);
      bytes += entry.bytes();
      entries.add(entry);
    }
    if (!entries.isEmpty()) {
      adaptTo(bytes / entries.size());
    }
    return new Page(entries, whole, whole ? end : entries.getLast().position());
  }

  private Entry entry(LoggedEvent event) {
    return new Entry(
        event.position(),
        event.payload().length + event.metadata().bytes(),
        messages.tracked(event));
  }

  /** The events that come are as long as those that were there before, as a rule. */
  private void adaptTo(long bytesOfOne) {
    var fitting = (int) Math.min(MOST_EVENTS, BYTES / Math.max(bytesOfOne, 1));
    events = Math.max(FEWEST_EVENTS, Math.min(fitting, events * GROWTH));
  }
}
