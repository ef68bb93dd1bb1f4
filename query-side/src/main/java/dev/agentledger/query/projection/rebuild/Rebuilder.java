package dev.agentledger.query.projection.rebuild;

import dev.agentledger.api.projection.RebuildKind;
import dev.agentledger.api.projection.RebuildState;
import dev.agentledger.query.projection.Faults;
import dev.agentledger.query.projection.Generation;
import dev.agentledger.query.projection.Generation.State;
import dev.agentledger.query.projection.Generations;
import dev.agentledger.query.projection.Lease;
import dev.agentledger.query.projection.LeaseLost;
import dev.agentledger.query.projection.Projection;
import dev.agentledger.query.projection.Projectors;
import dev.agentledger.query.projection.SegmentWriter;
import dev.agentledger.query.projection.Segments;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Works on the rebuilds that are under way and that no other process works on.
 *
 * <p>Whoever has the leases on all segments of the generation has the rebuild. A process that dies
 * leaves them to run out; the next one goes on from the positions that are stored.
 */
@Component
class Rebuilder implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Rebuilder.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final DataSource database;
  private final StreamableMessageSource<TrackedEventMessage<?>> source;
  private final Generations generations;
  private final Segments segments;
  private final ObjectProvider<Projectors> projectors;
  private final RebuildTable table;
  private final Speeds speeds;
  private final int deal;
  private final Map<String, Projection> projections;
  private final Map<String, Work> atWork = new ConcurrentHashMap<>();
  private final Semaphore woken = new Semaphore(0);
  private volatile boolean running;
  private @Nullable Thread supervisor;

  Rebuilder(
      DataSource database,
      StreamableMessageSource<TrackedEventMessage<?>> source,
      Generations generations,
      Segments segments,
      ObjectProvider<Projectors> projectors,
      RebuildTable table,
      Speeds speeds,
      List<Projection> projections,
      @Value("${ledger.rebuild.deal:8000}") int deal) {
    this.database = database;
    this.source = source;
    this.generations = generations;
    this.segments = segments;
    this.projectors = projectors;
    this.table = table;
    this.speeds = speeds;
    this.deal = deal;
    this.projections =
        projections.stream().collect(Collectors.toMap(Projection::name, Function.identity()));
  }

  /** Looks at once what is to be done. */
  void wake() {
    woken.release();
  }

  @Override
  public synchronized void start() {
    running = true;
    supervisor = Thread.ofVirtual().name("rebuilds").start(this::supervise);
  }

  @Override
  public synchronized void stop() {
    running = false;
    wake();
    join(supervisor);
    atWork.values().forEach(Work::stop);
    atWork.values().forEach(work -> join(work.thread));
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return Projectors.PHASE + 1;
  }

  private void supervise() {
    try {
      while (running) {
        try {
          look();
        } catch (SQLException | RuntimeException failure) {
          log.warn("The rebuilds cannot be read for the moment: {}", failure.toString());
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
    speeds.sample();
    sweep();
    for (var rebuild : table.open()) {
      if (rebuild.isUnderWay() && isForThisProgram(rebuild)) {
        atWork.computeIfAbsent(rebuild.id(), _ -> new Work(rebuild)).begin();
      }
    }
  }

  private boolean isForThisProgram(Rebuild rebuild) {
    var projection = projections.get(rebuild.projection());
    return projection != null
        && (rebuild.kind() == RebuildKind.SWITCH_BACK || rebuild.version() == projection.version());
  }

  /** Drops what rebuilds have filled that were given up. */
  void sweep() throws SQLException {
    for (var generation : generations.all()) {
      if (generation.state() == State.FILLING) {
        try (var connection = database.getConnection()) {
          connection.setAutoCommit(false);
          try {
            generations.lock(connection, generation.projection());
            var open = table.open(connection, generation.projection());
            if (isBeingFilled(connection, generation)
                && (open.isEmpty() || open.get().generation() != generation.number())) {
              generations.drop(connection, generation);
              connection.commit();
            }
          } finally {
            connection.rollback();
          }
        }
      }
    }
  }

  private boolean isBeingFilled(Connection connection, Generation generation) throws SQLException {
    return generations.of(connection, generation.projection()).stream()
        .anyMatch(found -> found.number() == generation.number() && found.state() == State.FILLING);
  }

  private static void join(@Nullable Thread thread) {
    if (thread != null) {
      try {
        if (!thread.join(PATIENCE)) {
          thread.interrupt();
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** One rebuild that this process works on, or tries to. */
  private final class Work {

    private final Rebuild rebuild;
    private final Thread thread;
    private volatile @Nullable RebuildRun run;

    Work(Rebuild rebuild) {
      this.rebuild = rebuild;
      thread = Thread.ofVirtual().name("rebuild-" + rebuild.projection()).unstarted(this::work);
    }

    void begin() {
      if (thread.getState() == Thread.State.NEW) {
        thread.start();
      }
    }

    void stop() {
      var current = run;
      if (current != null) {
        current.stop();
      }
    }

    private void work() {
      try {
        var projection = projections.get(rebuild.projection());
        var generation =
            generations.of(rebuild.projection()).stream()
                .filter(found -> found.number() == rebuild.generation())
                .findFirst();
        if (projection != null && generation.isPresent()) {
          fill(projection, generation.get());
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      } catch (SQLException | RuntimeException failure) {
        fail(failure);
      } finally {
        atWork.remove(rebuild.id(), this);
      }
    }

    private void fill(Projection projection, Generation generation)
        throws SQLException, InterruptedException {
      var leases = new ArrayList<Lease>();
      try {
        for (var part = 0; part < generation.segments(); part++) {
          var lease = segments.claim(generation.segment(part), generation.state());
          if (lease == null) {
            return;
          }
          leases.add(lease);
        }
        var writers = new ArrayList<SegmentWriter>();
        for (var lease : leases) {
          writers.add(new SegmentWriter(database, segments, projection, generation, lease, null));
        }
        try (var filling =
            new Filling(source, segments, projection, generation, leases, writers, deal)) {
          var started =
              new RebuildRun(
                  database,
                  generations,
                  table,
                  () -> projectors.ifAvailable(Projectors::wake),
                  projection,
                  generation,
                  filling,
                  rebuild.id(),
                  deal / 2);
          run = started;
          if (running && started.run()) {
            leases.clear();
          }
        }
      } catch (SQLException | RuntimeException failure) {
        // What the database holds of an uncertain commit is read back with the next lease.
        leases.forEach(segments::forget);
        leases.clear();
        throw failure;
      } finally {
        for (var lease : leases) {
          segments.release(lease);
        }
      }
    }

    private void fail(Exception failure) {
      if (failure instanceof LeaseLost || Faults.isOfTheEnvironment(failure)) {
        log.info("The rebuild {} is interrupted: {}", rebuild.id(), failure.toString());
        return;
      }
      log.error("The rebuild {} has failed", rebuild.id(), failure);
      try {
        table.become(
            rebuild.id(),
            EnumSet.of(
                RebuildState.RUNNING, RebuildState.COMPARING, RebuildState.AWAITING_CONFIRMATION),
            RebuildState.FAILED,
            failure.toString().replace('\0', '\uFFFD'));
      } catch (SQLException unreachable) {
        log.warn("The failure of {} cannot be noted: {}", rebuild.id(), unreachable.toString());
      }
    }
  }
}
