package dev.agentledger.command.log;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Looks at the start and once a day whether a new partition of the log is due. */
final class PartitionCalendar implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(PartitionCalendar.class);

  private final LogPartitions partitions;
  private @Nullable ScheduledExecutorService clock;

  PartitionCalendar(LogPartitions partitions) {
    this.partitions = partitions;
  }

  @Override
  public synchronized void start() {
    clock =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("ledger-partitions").daemon().factory());
    // What fails today is tried again tomorrow.
    var _ = clock.scheduleWithFixedDelay(this::look, 0, 1, TimeUnit.DAYS);
  }

  @Override
  public synchronized void stop() {
    if (clock != null) {
      clock.shutdownNow();
      clock = null;
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return clock != null;
  }

  private void look() {
    try {
      partitions.rollOverIfDue();
    } catch (RuntimeException failure) {
      log.warn("No new partition of the log could begin: {}", failure.toString());
    }
  }
}
