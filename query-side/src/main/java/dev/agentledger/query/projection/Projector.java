package dev.agentledger.query.projection;

import dev.agentledger.query.projection.Generation.State;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.queryhandling.QueryUpdateEmitter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows the log for one segment of the generation that is read, whenever the segment is free. */
final class Projector implements Runnable {

  private static final Logger log = LoggerFactory.getLogger(Projector.class);
  private static final int BATCH = 2_000;
  private static final Duration LOOK = Duration.ofSeconds(1);

  /** So often it passes what does not concern the projection, which wakes nobody. */
  private static final Duration LOOK_AT_LOG = Duration.ofMillis(200);

  /** While much comes a writer that keeps up works for a quarter of the time, if not less. */
  private static final int RESTS_FOR_WORK = 3;

  private static final Duration SHORTEST_REST_FOR_WORK = Duration.ofMillis(5);

  /** Readers wait no longer for that; a projection may have itself rest longer. */
  private static final Duration LONGEST_REST_FOR_WORK = Duration.ofMillis(50);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final DataSource database;
  private final StreamableMessageSource<TrackedEventMessage<?>> source;
  private final Segments segments;
  private final PositionBoard positions;
  private final QueryUpdateEmitter updates;
  private final ProjectionFailures failures;
  private final Projection projection;
  private final Generation generation;
  private final Segment segment;
  private final Influx influx = new Influx();
  private final Semaphore woken = new Semaphore(0);
  private volatile boolean stopped;
  private Duration pause = FIRST_PAUSE;

  Projector(
      DataSource database,
      StreamableMessageSource<TrackedEventMessage<?>> source,
      Segments segments,
      PositionBoard positions,
      QueryUpdateEmitter updates,
      ProjectionFailures failures,
      Projection projection,
      Generation generation,
      Segment segment) {
    this.database = database;
    this.source = source;
    this.segments = segments;
    this.positions = positions;
    this.updates = updates;
    this.failures = failures;
    this.projection = projection;
    this.generation = generation;
    this.segment = segment;
  }

  Segment segment() {
    return segment;
  }

  /** Ends after the batch that is being written. */
  void stop() {
    stopped = true;
    woken.release();
  }

  @Override
  public void run() {
    try {
      while (!stopped) {
        projectWhileHeld();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      failures.ended(segment);
    }
  }

  private void projectWhileHeld() throws InterruptedException {
    try {
      var lease = segments.claim(segment, State.ACTIVE);
      if (lease == null) {
        sleep(LOOK);
      } else {
        project(lease);
      }
    } catch (LeaseLost lost) {
      log.info("{}; waiting for it", lost.getMessage());
    } catch (SQLException | RuntimeException failure) {
      failures.failed(segment, failure);
      log.warn("{} pauses for {}: {}", segment, pause, failure.toString());
      log.debug("The failure of {}", segment, failure);
      sleep(pause);
      var longer = pause.multipliedBy(2);
      pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
    }
  }

  private void project(Lease lease) throws SQLException, InterruptedException {
    positions.writesFromNowOn(segment, lease.reached(), woken::release);
    try (var events = ConcernedEvents.after(lease.reached(), source, projection)) {
      var calls = events.tell(woken::release);
      var writer = new SegmentWriter(database, segments, projection, generation, lease, updates);
      while (!stopped) {
        if (!step(events, writer, lease)) {
          await(events, calls);
        }
      }
      segments.release(lease);
    } catch (SQLException | RuntimeException failure) {
      // What the database holds of an uncertain commit is read back with the next lease.
      segments.forget(lease);
      throw failure;
    } finally {
      positions.left(segment);
    }
  }

  /** Writes what there is; false when there is nothing. */
  private boolean step(ConcernedEvents log, SegmentWriter writer, Lease lease)
      throws SQLException, InterruptedException {
    lease.requireHeld();
    var taken = log.take(BATCH);
    var events = new ArrayList<ProjectedEvent>();
    for (var event : taken) {
      if (segment.owns(event.streamId())) {
        events.add(event);
      }
    }
    var grown = log.passed() - lease.reached();
    if (grown <= 0) {
      return false;
    }
    if (!events.isEmpty()) {
      positions.writes(segment);
    }
    var begun = System.nanoTime();
    writer.write(events, log.passed());
    var took = Duration.ofNanos(System.nanoTime() - begun);
    positions.reached(segment, log.passed());
    pause = FIRST_PAUSE;
    failures.ended(segment);
    if (influx.isMuch(grown) && !taken.isEmpty() && taken.size() < BATCH) {
      // What comes now is to come together, so it wakes nobody.
      Thread.sleep(log.isAtEnd() ? restAfter(took) : projection.rest());
    }
    return true;
  }

  /** Where writing takes long, the machine is busy: it is to write seldom, and much at once. */
  private Duration restAfter(Duration took) {
    var forWork =
        Collections.min(List.of(took.multipliedBy(RESTS_FOR_WORK), LONGEST_REST_FOR_WORK));
    return Collections.max(List.of(projection.rest(), SHORTEST_REST_FOR_WORK, forWork));
  }

  private void await(ConcernedEvents events, boolean calls) throws InterruptedException {
    if (calls) {
      sleep(LOOK_AT_LOG);
    } else {
      events.await((int) LOOK_AT_LOG.toMillis());
    }
  }

  private void sleep(Duration time) throws InterruptedException {
    if (woken.tryAcquire(time.toNanos(), TimeUnit.NANOSECONDS)) {
      woken.drainPermits();
    }
  }
}
