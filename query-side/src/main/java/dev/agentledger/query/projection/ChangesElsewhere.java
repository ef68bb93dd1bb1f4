package dev.agentledger.query.projection;

import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.queryhandling.QueryUpdateEmitter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Tells subscribers at this node of what other nodes have projected.
 *
 * <p>It follows the log and waits until what is read shows an event; then it tells how the stream
 * stands. A subscriber may hear of the same state twice.
 */
@Component
class ChangesElsewhere implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(ChangesElsewhere.class);
  private static final int BATCH = 500;
  private static final int MOST_STREAMS = 1_000;
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

  private final DataSource database;
  private final StreamableMessageSource<TrackedEventMessage<?>> source;
  private final PositionBoard positions;
  private final QueryUpdateEmitter updates;
  private final List<Projection> projections;
  private volatile List<Thread> threads = List.of();

  ChangesElsewhere(
      DataSource database,
      StreamableMessageSource<TrackedEventMessage<?>> source,
      PositionBoard positions,
      QueryUpdateEmitter updates,
      List<Projection> projections) {
    this.database = database;
    this.source = source;
    this.positions = positions;
    this.updates = updates;
    this.projections = projections;
  }

  /** Before whoever subscribes. */
  @Override
  public int getPhase() {
    return Projectors.PHASE;
  }

  /** What is projected from now on is told, however late the threads come to run. */
  @Override
  public synchronized void start() {
    var head = source.createHeadToken();
    var from = head == null ? 0 : head.position().orElse(0);
    threads =
        projections.stream()
            .filter(StreamProjection.class::isInstance)
            .map(
                projection ->
                    Thread.ofVirtual()
                        .name("changes-elsewhere-" + projection.name())
                        .start(new Watch((StreamProjection<?, ?>) projection, from)))
            .toList();
  }

  @Override
  public synchronized void stop() {
    threads.forEach(Thread::interrupt);
    threads = List.of();
  }

  @Override
  public boolean isRunning() {
    return !threads.isEmpty();
  }

  /** What is told of one projection. */
  private final class Watch implements Runnable {

    private final StreamProjection<?, ?> projection;
    private long reached;

    /** The last event of each stream that nobody here has projected. */
    private final Map<String, ProjectedEvent> untold =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, ProjectedEvent> eldest) {
            return size() > MOST_STREAMS;
          }
        };

    Watch(StreamProjection<?, ?> projection, long from) {
      this.projection = projection;
      reached = from;
    }

    @Override
    public void run() {
      while (!Thread.currentThread().isInterrupted()) {
        try {
          follow();
        } catch (InterruptedException _) {
          Thread.currentThread().interrupt();
        } catch (SQLException | RuntimeException failure) {
          log.debug("What others project of {} is told later", projection.name(), failure);
          pause();
        }
      }
    }

    private void follow() throws SQLException, InterruptedException {
      try (var events = ConcernedEvents.after(reached, source, projection)) {
        while (!Thread.currentThread().isInterrupted()) {
          var taken = events.take(BATCH);
          reached = events.passed();
          taken.forEach(this::note);
          if (!untold.isEmpty() && !updates.activeSubscriptions().isEmpty()) {
            tell();
          } else if (taken.isEmpty()) {
            events.await((int) LOOK.toMillis());
          }
        }
      }
    }

    private void note(ProjectedEvent event) {
      // The stream goes to the end, so that the eldest is the one that changed longest ago.
      untold.remove(event.streamId());
      untold.put(event.streamId(), event);
    }

    private void tell() throws SQLException {
      var last = untold.values().stream().mapToLong(ProjectedEvent::position).max();
      if (last.isPresent()
          && positions.await(projection.name(), last.getAsLong(), PATIENCE).join()) {
        untold.values().removeIf(event -> positions.isToldHere(projection.name(), event));
        var streams = List.copyOf(untold.values());
        if (!streams.isEmpty()) {
          Transaction.run(
              database,
              connection -> {
                projection.announce(connection, streams, updates);
                return null;
              });
        }
        untold.clear();
      }
    }

    private static void pause() {
      try {
        TimeUnit.NANOSECONDS.sleep(AFTER_FAILURE.toNanos());
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
