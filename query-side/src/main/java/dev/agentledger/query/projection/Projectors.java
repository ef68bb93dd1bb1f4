package dev.agentledger.query.projection;

import dev.agentledger.query.projection.Generation.State;
import dev.agentledger.query.projection.Rebuilds.Reason;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.queryhandling.QueryUpdateEmitter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Keeps a projector at work on each segment of each generation that is read. */
@Component
public class Projectors implements SmartLifecycle {

  /** After what feeds and answers, which is at most at 0, and before whoever relies on reading. */
  public static final int PHASE = 500;

  private static final Logger log = LoggerFactory.getLogger(Projectors.class);
  private static final int SEGMENTS = 2;
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
  private static final Duration BETWEEN_KEEPS = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final DataSource database;
  private final StreamableMessageSource<TrackedEventMessage<?>> source;
  private final QueryUpdateEmitter updates;
  private final ProjectionFailures failures;
  private final Generations generations;
  private final Segments segments;
  private final PositionBoard positions;
  private final Map<String, Projection> projections;
  private final ObjectProvider<Rebuilds> rebuilds;
  private final Map<Segment, Work> atWork = new HashMap<>();
  private final Semaphore woken = new Semaphore(0);
  private volatile boolean running;
  private @Nullable Thread supervisor;
  private @Nullable Thread keeper;

  private record Work(Projector projector, Thread thread) {}

  Projectors(
      DataSource database,
      StreamableMessageSource<TrackedEventMessage<?>> source,
      QueryUpdateEmitter updates,
      ProjectionFailures failures,
      Generations generations,
      Segments segments,
      PositionBoard positions,
      List<Projection> projections,
      ObjectProvider<Rebuilds> rebuilds) {
    this.database = database;
    this.source = source;
    this.updates = updates;
    this.failures = failures;
    this.generations = generations;
    this.segments = segments;
    this.positions = positions;
    this.projections =
        projections.stream().collect(Collectors.toMap(Projection::name, Function.identity()));
    this.rebuilds = rebuilds;
  }

  /** Looks at once which generations are read, instead of within a second. */
  public void wake() {
    woken.release();
  }

  @Override
  public synchronized void start() {
    prepare();
    running = true;
    supervisor = Thread.ofVirtual().name("projectors").start(this::supervise);
    keeper = Thread.ofVirtual().name("projection-leases").start(this::keep);
  }

  @Override
  public synchronized void stop() {
    running = false;
    var latest = System.nanoTime() + PATIENCE.toNanos();
    wake();
    join(supervisor, latest);
    join(keeper, latest);
    atWork.values().forEach(work -> work.projector().stop());
    atWork.values().forEach(work -> join(work.thread(), latest));
    atWork.clear();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }

  private void prepare() {
    for (var projection : projections.values()) {
      try {
        generations.prepare(projection, SEGMENTS);
        var newest = generations.of(projection.name()).getLast();
        if (newest.version() < projection.version()) {
          rebuilds.ifAvailable(known -> known.begin(projection, Reason.VERSION_RAISED));
        }
      } catch (SQLException failure) {
        throw new IllegalStateException(
            "The projection %s cannot be prepared".formatted(projection.name()), failure);
      }
    }
  }

  private void supervise() {
    try {
      while (running) {
        try {
          look();
        } catch (SQLException failure) {
          log.warn("The generations cannot be read for the moment: {}", failure.toString());
        }
        if (woken.tryAcquire(BETWEEN_LOOKS.toNanos(), TimeUnit.NANOSECONDS)) {
          woken.drainPermits();
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() throws SQLException {
    var wanted = new HashMap<Segment, Wanted>();
    for (var generation : generations.all()) {
      var projection = projections.get(generation.projection());
      if (generation.state() == State.ACTIVE
          && projection != null
          && generation.isWritableBy(projection)) {
        for (var part = 0; part < generation.segments(); part++) {
          wanted.put(generation.segment(part), new Wanted(projection, generation));
        }
      }
    }
    atWork
        .entrySet()
        .removeIf(
            work -> {
              var unwanted = !wanted.containsKey(work.getKey());
              if (unwanted) {
                work.getValue().projector().stop();
              }
              return unwanted;
            });
    wanted.forEach((segment, work) -> atWork.computeIfAbsent(segment, _ -> begin(segment, work)));
  }

  private record Wanted(Projection projection, Generation generation) {}

  private Work begin(Segment segment, Wanted wanted) {
    var projector =
        new Projector(
            database,
            source,
            segments,
            positions,
            updates,
            failures,
            wanted.projection(),
            wanted.generation(),
            segment);
    // Threads of the platform: a batch computes for milliseconds, and virtual threads are not
    // preempted, so that steps of runs would wait for a carrier.
    return new Work(
        projector,
        Thread.ofPlatform()
            .daemon()
            .name("projector-%s-%d".formatted(segment.projection(), segment.number()))
            .start(projector));
  }

  private void keep() {
    try {
      while (running) {
        try {
          segments.keep();
        } catch (SQLException failure) {
          log.warn("Leases cannot be extended for the moment: {}", failure.toString());
          Thread.sleep(BETWEEN_LOOKS);
        }
        Thread.sleep(BETWEEN_KEEPS);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whoever does not come to an end in time, as without a database, is interrupted. */
  private static void join(@Nullable Thread thread, long latest) {
    if (thread != null) {
      try {
        if (!thread.join(Duration.ofNanos(Math.max(1, latest - System.nanoTime())))) {
          thread.interrupt();
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
