package dev.agentledger.command.log;

import dev.agentledger.command.log.RecentEvents.Entry;
import dev.agentledger.events.evolution.SelectiveLog.Selected;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;

/**
 * One reader's way through the log: a position and the few events it has at hand.
 *
 * <p>Where it is slower than the log, what it needs next leaves the memory; it then reads the table
 * until it has caught up. It is used by one thread at a time.
 */
final class TailStream implements Selected {

  private static final int AT_ONCE = 64;

  /** How often it looks for something wanted before it says that there is nothing yet. */
  private static final int LOOKS = 4;

  private final RecentEvents recent;
  private final Pages pages;
  private final @Nullable Predicate<Class<?>> wanted;
  private final Wakeup wakeup;
  private final Queue<AtHand> atHand = new ArrayDeque<>();
  private long position;
  private long bytes;

  private record AtHand(long position, long bytes, TrackedEventMessage<?> message) {}

  /**
   * @param wanted the types of events that are of use; null for all
   */
  TailStream(RecentEvents recent, Pages pages, @Nullable Predicate<Class<?>> wanted, long after) {
    this.recent = recent;
    this.pages = pages;
    this.wanted = wanted;
    wakeup = new Wakeup(wanted);
    recent.join(wakeup);
    position = after;
  }

  @Override
  public Optional<TrackedEventMessage<?>> peek() {
    look();
    return Optional.ofNullable(atHand.peek()).map(AtHand::message);
  }

  @Override
  public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
    var deadline = System.nanoTime() + unit.toNanos(timeout);
    while (!look()) {
      var left = deadline - System.nanoTime();
      if (isAtEnd() ? !wakeup.await(left) : left <= 0) {
        return look();
      }
    }
    return true;
  }

  @Override
  public void awaitNext() throws InterruptedException {
    while (!look()) {
      if (isAtEnd()) {
        wakeup.await();
      }
    }
  }

  @Override
  public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
    awaitNext();
    var next = atHand.remove();
    bytes += next.bytes();
    return next.message();
  }

  @Override
  public boolean setOnAvailableCallback(Runnable callback) {
    wakeup.tell(callback);
    return true;
  }

  @Override
  public void close() {
    recent.leave(wakeup);
  }

  @Override
  public long passed() {
    var next = atHand.peek();
    return next == null ? position : next.position() - 1;
  }

  @Override
  public long bytes() {
    return bytes;
  }

  /** Whether something is at hand; if not, the reader is woken when something comes. */
  private boolean look() {
    fetch();
    if (atHand.isEmpty()) {
      wakeup.fallAsleep();
      fetch();
      if (atHand.isEmpty() && !isAtEnd()) {
        wakeup.call(null);
      }
    }
    return !atHand.isEmpty();
  }

  private boolean isAtEnd() {
    return position >= recent.end();
  }

  private void fetch() {
    var looks = 0;
    while (atHand.isEmpty() && !isAtEnd() && (wanted == null || looks++ < LOOKS)) {
      var next = recent.after(position, AT_ONCE);
      if (next == null) {
        read();
      } else {
        next.forEach(this::take);
      }
    }
  }

  private void read() {
    var page = pages.read(position, recent.end());
    page.events().forEach(this::take);
    position = Math.max(position, page.passed());
  }

  private void take(Entry event) {
    for (var i = 0; i < event.types().size(); i++) {
      if (wanted == null || wanted.test(event.types().get(i))) {
        atHand.add(new AtHand(event.position(), event.bytes(), event.messages().get(i)));
      }
    }
    position = Math.max(position, event.position());
  }
}
