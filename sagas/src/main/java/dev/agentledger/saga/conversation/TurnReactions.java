package dev.agentledger.saga.conversation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.agentledger.saga.SagaPhases;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.axonframework.common.Registration;
import org.axonframework.eventhandling.EventBus;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Sees to it that this node reacts to an event once, whether the commit or the stream brings it
 * first.
 *
 * <p>The commit is the short way and nothing relies on it: what it drops comes by the stream.
 */
@Component
public class TurnReactions implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(TurnReactions.class);
  private static final int REMEMBERED = 10_000;

  private final EventBus events;
  private final TurnProcess process;
  private final ConcurrentMap<String, CompletableFuture<Void>> underWay = new ConcurrentHashMap<>();
  private final Cache<String, Boolean> done = Caffeine.newBuilder().maximumSize(REMEMBERED).build();
  private @Nullable Registration subscription;

  public TurnReactions(EventBus events, TurnProcess process) {
    this.events = events;
    this.process = process;
  }

  /** Called while the events are being stored, so nothing may happen yet. */
  private void beforeCommit(List<? extends EventMessage<?>> stored) {
    var concerned =
        stored.stream().filter(event -> TurnProcess.concerns(event.getPayload())).toList();
    if (!concerned.isEmpty() && CurrentUnitOfWork.isStarted()) {
      CurrentUnitOfWork.get().root().afterCommit(_ -> concerned.forEach(this::begin));
    }
  }

  /** Whatever goes wrong here must not reach whoever committed. */
  private void begin(EventMessage<?> event) {
    var reaction = new CompletableFuture<Void>();
    if (underWay.putIfAbsent(event.getIdentifier(), reaction) == null) {
      Thread.ofVirtual()
          .name("conversation-turn")
          .start(
              () -> {
                try {
                  react(event);
                } catch (RuntimeException failure) {
                  log.warn("Left to the event stream, which brings it later", failure);
                } finally {
                  underWay.remove(event.getIdentifier(), reaction);
                  reaction.complete(null);
                }
              });
    }
  }

  /** Returns when what follows from the event was sent. */
  void toItsEnd(EventMessage<?> event) {
    if (!TurnProcess.concerns(event.getPayload())) {
      return;
    }
    var before = underWay.get(event.getIdentifier());
    if (before != null) {
      before.join();
    }
    react(event);
  }

  private void react(EventMessage<?> event) {
    if (done.getIfPresent(event.getIdentifier()) == null) {
      process.react(event);
      done.put(event.getIdentifier(), true);
    }
  }

  @Override
  public void start() {
    subscription = events.subscribe(this::beforeCommit);
  }

  @Override
  public void stop() {
    if (subscription != null) {
      subscription.cancel();
      subscription = null;
    }
  }

  @Override
  public boolean isRunning() {
    return subscription != null;
  }

  @Override
  public int getPhase() {
    return SagaPhases.WORKERS;
  }
}
