package dev.agentledger.command;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.axonframework.spring.eventsourcing.SpringAggregateSnapshotter;

/**
 * Takes snapshots one after the other on a thread of its own, so that no command waits for one.
 *
 * <p>A stream waits at most once, so there are never more waiting than there are streams. What
 * still waits when the program ends is dropped; the next snapshot makes up for it.
 */
final class SnapshotsOnTheSide extends SpringAggregateSnapshotter implements AutoCloseable {

  private static final int SECONDS_TO_END = 5;

  private final ThreadPoolExecutor thread;

  SnapshotsOnTheSide(Builder settings) {
    this(
        settings,
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().name("snapshots").daemon().factory(),
            new ThreadPoolExecutor.DiscardPolicy()));
  }

  private SnapshotsOnTheSide(Builder settings, ThreadPoolExecutor thread) {
    super(settings.executor(thread));
    this.thread = thread;
  }

  @Override
  public void close() {
    thread.shutdownNow();
    try {
      if (!thread.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS)) {
        throw new IllegalStateException("A snapshot does not come to its end");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
