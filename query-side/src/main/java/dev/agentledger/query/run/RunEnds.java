package dev.agentledger.query.run;

import dev.agentledger.api.run.FindRun;
import dev.agentledger.api.run.RunView;
import dev.agentledger.api.run.ToldEnds;
import dev.agentledger.events.run.RunEvent;
import dev.agentledger.query.projection.ConcernedEvents;
import dev.agentledger.query.projection.ProjectedEvent;
import dev.agentledger.query.projection.Projectors;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.queryhandling.QueryUpdateEmitter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Tells those who wait for the end of a run as soon as the log has it, however seldom the table of
 * runs is written.
 *
 * <p>It is an acceleration of what the {@link RunsProjection} tells of every run: only runs that
 * somebody waits for from their beginning on are heeded, and of those only as many as fit.
 */
@Component
class RunEnds implements ToldEnds, SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(RunEnds.class);
  private static final int BATCH = 500;
  private static final int MOST_RUNS = 2_000;
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

  private final StreamableMessageSource<TrackedEventMessage<?>> source;
  private final RunsProjection projection;
  private final EndsTold told;
  private final QueryUpdateEmitter updates;

  /** Of the thread alone; the run of which nothing was heard for longest comes first. */
  private final Map<String, RunRow> awaited =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, RunRow> eldest) {
          return size() > MOST_RUNS;
        }
      };

  private volatile long position;
  private volatile @Nullable Thread thread;

  RunEnds(
      StreamableMessageSource<TrackedEventMessage<?>> source,
      RunsProjection projection,
      EndsTold told,
      QueryUpdateEmitter updates) {
    this.source = source;
    this.projection = projection;
    this.told = told;
    this.updates = updates;
  }

  @Override
  public long position() {
    return position;
  }

  private void followFrom(long head) {
    var reached = head;
    while (!Thread.currentThread().isInterrupted()) {
      try (var events = ConcernedEvents.after(reached, source, projection)) {
        while (!Thread.currentThread().isInterrupted()) {
          events.take(BATCH).forEach(this::heed);
          reached = events.passed();
          events.awaitNext();
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException failure) {
        log.debug("Ends of runs are told by their projection for now", failure);
        awaited.clear();
        pause();
      }
    }
  }

  private void heed(ProjectedEvent event) {
    var before = awaited.remove(event.streamId());
    if (before == null && (event.sequence() > 0 || !isAwaited(event))) {
      return;
    }
    var run = projection.evolve(before, (RunEvent) event.fact(), event);
    if (run.view().status().ended()) {
      // First, so that whoever is told reads no older state.
      position = event.position();
      tell(event.envelope().tenant(), run.view());
    } else {
      awaited.put(event.streamId(), run);
    }
  }

  private boolean isAwaited(ProjectedEvent event) {
    return updates.activeSubscriptions().stream()
        .anyMatch(
            subscription ->
                subscription.getPayload() instanceof FindRun query
                    && query.runId().value().equals(event.streamId()));
  }

  /** Lists are left alone: their readers could see the run go on after its end. */
  private void tell(String tenant, RunView run) {
    told.add(run.runId());
    updates.emit(
        FindRun.class,
        query -> query.tenant().equals(tenant) && query.runId().equals(run.runId()),
        run);
  }

  private static void pause() {
    try {
      Thread.sleep(AFTER_FAILURE);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** What begins from now on is heeded, however late the thread comes to run. */
  @Override
  public synchronized void start() {
    var head = source.createHeadToken();
    var from = head == null ? 0 : head.position().orElse(0);
    thread = Thread.ofVirtual().name("run-ends").start(() -> followFrom(from));
  }

  @Override
  public synchronized void stop() {
    if (thread != null) {
      thread.interrupt();
      thread = null;
    }
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }

  /** Before whoever subscribes. */
  @Override
  public int getPhase() {
    return Projectors.PHASE;
  }
}
