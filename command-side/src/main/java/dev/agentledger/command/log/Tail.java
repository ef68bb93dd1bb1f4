package dev.agentledger.command.log;

import dev.agentledger.command.log.RecentEvents.Entry;
import dev.agentledger.events.evolution.SelectiveLog.Selected;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the log once for all who read it on this node, from the first of them on.
 *
 * <p>What this node commits goes to the readers without being read again. What others commit is
 * read when they say so, and looked for now and then in case they could not.
 */
final class Tail implements CommitListener, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Tail.class);

  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(20);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
  private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(2);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /**
   * How a tail is kept.
   *
   * @param events how many are in memory at most
   * @param bytes how much memory they take at most
   * @param poll how often the table is looked at though nobody has called
   */
  record Settings(int events, long bytes, Duration poll) {

    /**
     * At full load four tenths of a second: the most unhurried readers pause for half of that. What
     * were kept for longer would outlive several collections, and be copied by each.
     */
    static final Settings DEFAULT = new Settings(4_096, 16L * 1024 * 1024, Duration.ofSeconds(1));
  }

  private final DataSource database;
  private final LogTable table;
  private final LoggedMessages messages;
  private final Duration poll;
  private final RecentEvents recent;
  private final NoticeSender notices;
  private final Semaphore calls = new Semaphore(0);
  private final AtomicLong begunLooks = new AtomicLong();

  private volatile long endedLooks;
  private volatile boolean closed;
  private volatile @Nullable Thread follower;
  private @Nullable NoticeReceiver receiver;

  Tail(DataSource database, LogTable table, LoggedMessages messages, Settings settings) {
    this.database = database;
    this.table = table;
    this.messages = messages;
    poll = settings.poll();
    recent = new RecentEvents(settings.events(), settings.bytes());
    notices = new NoticeSender(database);
  }

  /** All that comes after a position, in order and without an end. */
  BlockingStream<TrackedEventMessage<?>> after(long position) {
    return selected(position, null);
  }

  /** The same, of some types only. */
  Selected after(long position, Predicate<Class<?>> wanted) {
    return selected(position, wanted);
  }

  private Selected selected(long position, @Nullable Predicate<Class<?>> wanted) {
    start();
    var pages = new Pages(table, messages, wanted);
    return new TailStream(recent, pages, wanted, position);
  }

  /**
   * Up to where the log is settled at this moment.
   *
   * @throws EventStoreException when that cannot be found out in time
   */
  long settled() {
    start();
    var fresh = begunLooks.get() + 1;
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    calls.release();
    while (endedLooks < fresh || recent.end() == Horizon.UNKNOWN) {
      if (closed || System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
        throw new EventStoreException("The end of the log cannot be found at this moment");
      }
      pause(BETWEEN_QUESTIONS);
    }
    return recent.end();
  }

  @Override
  public void committed(List<CommittedEvent> events) {
    var last = events.getLast().position();
    notices.recorded(last);
    if (follower == null) {
      return;
    }
    recent.append(events.stream().map(Entry::of).toList(), recent.end());
    if (recent.end() < last) {
      calls.release();
    }
  }

  private void recorded(long position) {
    if (recent.end() < position) {
      calls.release();
    }
  }

  private synchronized void start() {
    if (follower == null && !closed) {
      follower = Thread.ofVirtual().name("ledger-tail").start(this::follow);
      receiver = new NoticeReceiver(database, this::recorded);
    }
  }

  private void follow() {
    var looking = new Follower(new LogEnd(database), new Pages(table, messages), recent);
    var failing = false;
    var pause = SHORTEST_PAUSE;
    while (!closed) {
      var before = recent.end();
      try {
        var look = begunLooks.incrementAndGet();
        var settled = looking.look();
        endedLooks = look;
        if (failing) {
          log.info("The log can be followed again");
        }
        failing = false;
        if (settled) {
          awaitCall();
          pause = SHORTEST_PAUSE;
        } else {
          // Whatever is called out meanwhile comes behind what is waited for.
          pause =
              recent.end() > before
                  ? SHORTEST_PAUSE
                  : shorter(pause.multipliedBy(2), LONGEST_PAUSE);
          pause(pause);
        }
      } catch (RuntimeException | Error failure) {
        if (!failing && !closed) {
          log.warn("The log cannot be followed for now", failure);
        }
        failing = true;
        pause(AFTER_FAILURE);
      }
    }
  }

  private void awaitCall() {
    try {
      if (calls.tryAcquire(poll.toNanos(), TimeUnit.NANOSECONDS)) {
        calls.drainPermits();
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static void pause(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    notices.close();
    if (receiver != null) {
      receiver.close();
    }
    if (follower != null) {
      follower.interrupt();
    }
  }
}
