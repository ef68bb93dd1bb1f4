package dev.agentledger.saga.run.delta;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.agentledger.api.run.RunDelta;
import dev.agentledger.api.run.WatchDeltas;
import dev.agentledger.events.Envelope;
import dev.agentledger.events.run.RunCancelled;
import dev.agentledger.events.run.RunFailed;
import dev.agentledger.events.run.RunId;
import dev.agentledger.events.run.RunModelCallCompleted;
import dev.agentledger.events.run.RunModelCallFailed;
import dev.agentledger.saga.SagaPhases;
import dev.agentledger.saga.run.delta.DeltaNotices.Notice;
import dev.agentledger.saga.run.delta.Draft.Attempt;
import dev.agentledger.saga.run.effect.Deltas;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.axonframework.common.Registration;
import org.axonframework.eventhandling.EventBus;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/**
 * The drafts of all attempts that are under way here, and of those elsewhere that somebody reads
 * here.
 *
 * <p>Other nodes are told of an attempt only while they ask for it. Nothing of this is durable, and
 * nothing waits for it.
 */
@Component
public class LiveDeltas implements Deltas, SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(LiveDeltas.class);

  private static final int MOST_DRAFTS = 2_000;

  /** Pieces that wait for each reader besides those that are kept for all. */
  private static final int AHEAD = 16;

  private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(10);
  private static final Duration WANTED_FOR = Duration.ofSeconds(30);
  private static final Duration BETWEEN_WISHES = Duration.ofSeconds(5);

  private final String node = UUID.randomUUID().toString();
  private final EventBus events;
  private final DeltaNotices notices;
  private final int mostKept;
  private final Cache<Attempt, Draft> drafts =
      remembering().expireAfterAccess(FORGOTTEN_AFTER).build();
  private final Cache<Attempt, Boolean> wantedElsewhere =
      remembering().expireAfterWrite(WANTED_FOR).build();

  /** Pens whose next piece is due with the next tick of the clock: one for all costs less. */
  private final Set<Pen> waiting = ConcurrentHashMap.newKeySet();

  private final AtomicBoolean ticking = new AtomicBoolean();
  private @Nullable ScheduledExecutorService clock;
  private @Nullable Registration subscription;

  @Autowired
  public LiveDeltas(EventBus events, DeltaNotices notices) {
    this(events, notices, Draft.MOST_KEPT);
  }

  LiveDeltas(EventBus events, DeltaNotices notices, int mostKept) {
    this.events = events;
    this.notices = notices;
    this.mostKept = mostKept;
  }

  /** Tidied up for many steps at once: to do it at each, or wake another thread, costs more. */
  private static Caffeine<Object, Object> remembering() {
    return Caffeine.newBuilder()
        .maximumSize(MOST_DRAFTS)
        .executor(CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS));
  }

  @Override
  public void written(String tenant, RunDelta delta) {
    var clocked = clock;
    if (clocked != null && !delta.text().isEmpty()) {
      penFor(Attempt.of(tenant, delta)).write(delta.text(), pen -> liftLater(pen, clocked));
    }
  }

  private void liftLater(Pen pen, ScheduledExecutorService clocked) {
    waiting.add(pen);
    if (ticking.compareAndSet(false, true)) {
      var _ = clocked.schedule(this::lift, Pen.BETWEEN_PIECES.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void lift() {
    ticking.set(false);
    for (var pens = waiting.iterator(); pens.hasNext(); ) {
      var pen = pens.next();
      // First, since it may wait again as soon as it is lifted.
      pens.remove();
      try {
        pen.lift();
      } catch (RuntimeException fault) {
        log.warn("A reader could not be told of what is written live", fault);
      }
    }
  }

  private Pen penFor(Attempt key) {
    return draftOf(key).pen(piece -> tellOthers(key, piece));
  }

  private Draft draftOf(Attempt key) {
    return drafts.get(key, _ -> new Draft(key, mostKept));
  }

  private void tellOthers(Attempt key, RunDelta piece) {
    if (wantedElsewhere.getIfPresent(key) != null) {
      notices.send(new Notice.Written(node, key.tenant(), piece));
    }
  }

  /** Everything written so far at the attempt, then what follows; its end may not be heard. */
  @QueryHandler
  Flux<RunDelta> handle(WatchDeltas query) {
    var key = new Attempt(query.tenant(), query.runId(), query.step(), query.attempt());
    return Flux.defer(
        () -> {
          var draft = draftOf(key);
          var reading = draft.read();
          wish(draft);
          // The thread that writes must not do the work of those who read.
          return reading.publishOn(Schedulers.parallel(), AHEAD);
        });
  }

  /** Whoever writes the attempt hears that somebody reads it here. */
  private void wish(Draft draft) {
    if (draft.pen() == null) {
      notices.send(new Notice.Wanted(node, draft.key(), draft.next()));
    }
  }

  private void wishAgain() {
    for (var draft : drafts.asMap().values()) {
      if (draft.isRead()) {
        wish(draft);
      }
    }
  }

  private void received(Notice notice) {
    switch (notice) {
      case Notice.Wanted(var asking, var key, var from) -> {
        if (!asking.equals(node)) {
          wantedElsewhere.put(key, true);
          var draft = drafts.getIfPresent(key);
          var pen = draft == null ? null : draft.pen();
          if (pen != null) {
            pen.repeat(from);
          }
        }
      }
      case Notice.Written(var writing, var tenant, var delta) -> {
        var draft = drafts.getIfPresent(Attempt.of(tenant, delta));
        if (!writing.equals(node) && draft != null) {
          draft.receive(delta);
        }
      }
    }
  }

  /** Called while the events are being stored: what was written is provisional until then. */
  private void beforeCommit(List<? extends EventMessage<?>> stored) {
    for (var event : stored) {
      switch (event.getPayload()) {
        case RunModelCallCompleted(var runId, var step, var attempt, _) ->
            afterCommit(() -> forget(attemptOf(event, runId, step, attempt)));
        case RunModelCallFailed failed ->
            afterCommit(
                () -> forget(attemptOf(event, failed.runId(), failed.step(), failed.attempt())));
        case RunCancelled cancelled -> afterCommit(() -> forgetAll(cancelled.runId()));
        case RunFailed failed -> afterCommit(() -> forgetAll(failed.runId()));
        default -> {}
      }
    }
  }

  private static void afterCommit(Runnable action) {
    if (CurrentUnitOfWork.isStarted()) {
      CurrentUnitOfWork.get().root().afterCommit(_ -> action.run());
    }
  }

  private static Attempt attemptOf(EventMessage<?> event, RunId runId, int step, int attempt) {
    return new Attempt(Envelope.from(event.getMetaData()).tenant(), runId, step, attempt);
  }

  private void forgetAll(RunId runId) {
    drafts.asMap().keySet().stream().filter(key -> key.runId().equals(runId)).forEach(this::forget);
  }

  private void forget(Attempt key) {
    var draft = drafts.asMap().remove(key);
    if (draft != null) {
      var pen = draft.pen();
      if (pen != null) {
        waiting.remove(pen);
        pen.lift();
      }
      draft.end();
    }
  }

  @Override
  public synchronized void start() {
    var started =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("deltas").daemon().factory());
    var _ =
        started.scheduleWithFixedDelay(
            this::wishAgain,
            BETWEEN_WISHES.toMillis(),
            BETWEEN_WISHES.toMillis(),
            TimeUnit.MILLISECONDS);
    notices.open(this::received);
    subscription = events.subscribe(this::beforeCommit);
    ticking.set(false);
    clock = started;
  }

  @Override
  public synchronized void stop() {
    var stopped = clock;
    clock = null;
    if (subscription != null) {
      subscription.cancel();
      subscription = null;
    }
    notices.close();
    if (stopped != null) {
      stopped.shutdownNow();
    }
    drafts.asMap().values().forEach(Draft::end);
  }

  @Override
  public boolean isRunning() {
    return clock != null;
  }

  @Override
  public int getPhase() {
    return SagaPhases.WORKERS - 1;
  }
}
