package dev.agentledger.command.log;

import static java.util.Objects.requireNonNull;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.locks.ReentrantLock;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;

/**
 * The end of the log in memory, for all who follow it.
 *
 * <p>It is bounded by the number of events and by their bytes; whoever needs what has left it reads
 * the table.
 */
final class RecentEvents {

  /**
   * What is at a position.
   *
   * @param bytes how long its payload and its metadata are when stored
   * @param messages what the stored event has become by evolution: one message as a rule
   * @param types of the payloads of the messages; each reader looks at each, and messages have them
   *     at the end of a chain of others
   */
  record Entry(
      long position, long bytes, List<TrackedEventMessage<?>> messages, List<Class<?>> types) {

    Entry(long position, long bytes, List<TrackedEventMessage<?>> messages) {
      this(position, bytes, messages, typesOf(messages));
    }

    private static List<Class<?>> typesOf(List<TrackedEventMessage<?>> messages) {
      return messages.stream().<Class<?>>map(TrackedEventMessage::getPayloadType).toList();
    }

    static Entry of(CommittedEvent event) {
      var message = event.message();
      // As the table keeps it, so that who hears it now tells the same as who reads it later.
      var recordedAt = message.getTimestamp().truncatedTo(ChronoUnit.MILLIS);
      return new Entry(
          event.position(),
          event.bytes(),
          List.of(
              new GenericTrackedDomainEventMessage<>(
                  new GlobalSequenceTrackingToken(event.position()),
                  message.getType(),
                  message.getAggregateIdentifier(),
                  message.getSequenceNumber(),
                  message,
                  () -> recordedAt)));
    }
  }

  /**
   * What an event takes in memory beyond what it says: its message, and the map of its metadata.
   */
  private static final long OVERHEAD = 2_048;

  private final Set<Wakeup> readers = new CopyOnWriteArraySet<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final @Nullable Entry[] entries;
  private final long mostBytes;

  private long first;
  private long next;
  private long bytes;
  private long floor = Horizon.UNKNOWN;
  private volatile long end = Horizon.UNKNOWN;

  RecentEvents(int mostEvents, long mostBytes) {
    entries = new Entry[mostEvents];
    this.mostBytes = mostBytes;
  }

  /** Up to here everything is settled and can be read; {@link Horizon#UNKNOWN} before the start. */
  long end() {
    return end;
  }

  /** From now on a reader is woken by what comes. */
  void join(Wakeup reader) {
    readers.add(reader);
  }

  void leave(Wakeup reader) {
    readers.remove(reader);
  }

  void startAt(long settled) {
    lock.lock();
    try {
      floor = settled;
      end = settled;
    } finally {
      lock.unlock();
    }
    wake(null);
  }

  /**
   * Takes what follows on the end; of the rest nothing.
   *
   * @param events in the order of their positions
   * @param settled up to here a position that is missing among the events will never appear
   */
  void append(List<Entry> events, long settled) {
    var types = new HashSet<Class<?>>();
    lock.lock();
    try {
      if (end == Horizon.UNKNOWN) {
        return;
      }
      for (var event : events) {
        if (event.position() > Math.max(end + 1, settled)) {
          break;
        }
        if (event.position() > end) {
          add(event);
          types.addAll(event.types());
        }
      }
    } finally {
      lock.unlock();
    }
    if (!types.isEmpty()) {
      wake(types);
    }
  }

  private void wake(@Nullable Set<Class<?>> types) {
    readers.forEach(reader -> reader.call(types));
  }

  private void add(Entry event) {
    if (next - first == entries.length) {
      dropFirst();
    }
    entries[slot(next++)] = event;
    bytes += event.bytes() + OVERHEAD;
    end = event.position();
    while (bytes > mostBytes) {
      dropFirst();
    }
  }

  private void dropFirst() {
    var gone = at(first);
    entries[slot(first++)] = null;
    bytes -= gone.bytes() + OVERHEAD;
    floor = gone.position();
  }

  /**
   * The next events after a position, at most so many; none at the end; null when those that follow
   * are not here any more.
   */
  @Nullable List<Entry> after(long position, int most) {
    lock.lock();
    try {
      if (position < floor) {
        return null;
      }
      var from = firstAfter(position);
      var to = Math.min(next, from + most);
      var found = new ArrayList<Entry>((int) (to - from));
      for (var i = from; i < to; i++) {
        found.add(at(i));
      }
      return found;
    } finally {
      lock.unlock();
    }
  }

  private long firstAfter(long position) {
    var low = first;
    var high = next;
    while (low < high) {
      var middle = (low + high) >>> 1;
      if (at(middle).position() > position) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private Entry at(long index) {
    return requireNonNull(entries[slot(index)]);
  }

  private int slot(long index) {
    return (int) (index % entries.length);
  }
}
