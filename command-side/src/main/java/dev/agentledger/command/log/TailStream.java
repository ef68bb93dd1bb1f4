package dev.agentledger.command.log;

import dev.agentledger.command.log.RecentEvents.Entry;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;

/**
 * One reader's way through the log: a position and the few events it has at hand.
 *
 * <p>Where it is slower than the log, what it needs next leaves the memory; it then reads the table
 * until it has caught up. It is used by one thread at a time.
 */
final class TailStream implements BlockingStream<TrackedEventMessage<?>> {

  private static final int AT_ONCE = 64;

  private final RecentEvents recent;
  private final Pages pages;
  private final Set<Wakeup> sleepers;
  private final Queue<TrackedEventMessage<?>> atHand = new ArrayDeque<>();
  private long position;
  private @Nullable Wakeup wakeup;

  TailStream(RecentEvents recent, Pages pages, Set<Wakeup> sleepers, long after) {
    this.recent = recent;
    this.pages = pages;
    this.sleepers = sleepers;
    position = after;
  }

  @Override
  public Optional<TrackedEventMessage<?>> peek() {
    fetch();
    return Optional.ofNullable(atHand.peek());
  }

  @Override
  public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
    var deadline = System.nanoTime() + unit.toNanos(timeout);
    fetch();
    while (atHand.isEmpty()
        && recent.awaitAfter(position, Math.max(0, deadline - System.nanoTime()))) {
      fetch();
    }
    return !atHand.isEmpty();
  }

  @Override
  public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
    boolean available;
    do {
      available = hasNextAvailable(Integer.MAX_VALUE, TimeUnit.MILLISECONDS);
    } while (!available);
    return atHand.remove();
  }

  @Override
  public boolean setOnAvailableCallback(Runnable callback) {
    forgetWakeup();
    wakeup = new Wakeup(callback);
    sleepers.add(wakeup);
    wakeup.call();
    return true;
  }

  @Override
  public void close() {
    forgetWakeup();
  }

  private void forgetWakeup() {
    if (wakeup != null) {
      sleepers.remove(wakeup);
    }
  }

  private void fetch() {
    while (atHand.isEmpty() && position < recent.end()) {
      var next = recent.after(position, AT_ONCE);
      take(next == null ? read() : next);
    }
  }

  private List<Entry> read() {
    var upTo = recent.end();
    var page = pages.read(position, upTo);
    if (page.whole()) {
      position = upTo;
    }
    return page.events();
  }

  private void take(List<Entry> events) {
    for (var event : events) {
      atHand.addAll(event.messages());
      position = Math.max(position, event.position());
    }
  }
}
