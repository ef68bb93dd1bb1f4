package dev.agentledger.command.log;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What waits to be recorded, bounded by number and by bytes.
 *
 * <p>Whoever finds it full waits for room, up to a limit. Where many append at once a group waits a
 * moment until it is as large as the one before, since what a group costs hardly depends on how
 * many it is; the same reason for which PostgreSQL has {@code commit_delay}. One that stands alone
 * never waits.
 */
final class AppendQueue {

  /**
   * How much may wait, how much is written at once, and how long to wait.
   *
   * @param patience for room
   * @param moment for a crowd
   */
  record Limits(
      int appends,
      long bytes,
      int appendsOfGroup,
      long bytesOfGroup,
      Duration patience,
      Duration moment) {

    static final Limits DEFAULT =
        new Limits(4_096, 64L << 20, 512, 4L << 20, Duration.ofSeconds(10), Duration.ofMillis(1));
  }

  /** Groups of so many come from a crowd, of which more is to be expected. */
  static final int CROWD = 4;

  private final Limits limits;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition filled = lock.newCondition();
  private final Condition emptied = lock.newCondition();
  private final Queue<Append> waiting = new ArrayDeque<>();
  private long bytes;

  /** How many came together last. */
  private int crowd = 1;

  /** How many there must be for the committer to be woken. */
  private int wanted = 1;

  private boolean closed;

  AppendQueue(Limits limits) {
    this.limits = limits;
  }

  /**
   * Waits for room.
   *
   * @throws LogUnavailable when there is none in time, or never will be
   */
  void add(Append append) {
    lock.lock();
    try {
      var patience = limits.patience().toNanos();
      while (!closed && isFullFor(append)) {
        if (patience <= 0) {
          throw new LogUnavailable("Too much waits to be recorded");
        }
        patience = emptied.awaitNanos(patience);
      }
      if (closed) {
        throw new LogUnavailable("The log is closed");
      }
      waiting.add(append);
      bytes += append.bytes();
      if (waiting.size() >= wanted) {
        filled.signal();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new LogUnavailable("Interrupted while waiting to record", interrupted);
    } finally {
      lock.unlock();
    }
  }

  /** The next group, as soon as anything waits; nothing once the queue is closed and empty. */
  List<Append> next() {
    lock.lock();
    try {
      while (waiting.isEmpty() && !closed) {
        filled.awaitUninterruptibly();
      }
      awaitCrowd();
      var group = take();
      crowd = group.size() < CROWD ? 1 : group.size();
      return group;
    } finally {
      lock.unlock();
    }
  }

  private void awaitCrowd() {
    wanted = crowd;
    try {
      for (var left = limits.moment().toNanos(); waiting.size() < wanted && left > 0 && !closed; ) {
        left = filled.awaitNanos(left);
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
    wanted = 1;
  }

  int size() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  List<Append> drain() {
    lock.lock();
    try {
      var all = List.copyOf(waiting);
      waiting.clear();
      bytes = 0;
      emptied.signalAll();
      return all;
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      filled.signalAll();
      emptied.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private boolean isFullFor(Append append) {
    return !waiting.isEmpty()
        && (waiting.size() >= limits.appends() || bytes + append.bytes() > limits.bytes());
  }

  private List<Append> take() {
    var group = new ArrayList<Append>();
    var streams = new HashSet<String>();
    var size = 0L;
    for (var next = waiting.peek(); next != null; next = waiting.peek()) {
      size += next.bytes();
      if (!group.isEmpty() && !fits(next, group, streams, size)) {
        break;
      }
      next.heads().forEach(head -> streams.add(head.streamId()));
      group.add(next);
      bytes -= next.bytes();
      waiting.remove();
    }
    emptied.signalAll();
    return group;
  }

  /**
   * One over several streams is written alone, so that it can be taken back; of two for the same
   * stream the second waits, so that it sees what became of the first.
   */
  private boolean fits(Append next, List<Append> group, Set<String> streams, long size) {
    return group.size() < limits.appendsOfGroup()
        && size <= limits.bytesOfGroup()
        && next.heads().size() == 1
        && group.getFirst().heads().size() == 1
        && !streams.contains(next.heads().getFirst().streamId());
  }
}
