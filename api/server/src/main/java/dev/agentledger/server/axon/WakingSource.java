package dev.agentledger.server.axon;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/**
 * The log, which wakes whoever reads it as soon as there is something new.
 *
 * <p>Axon's processors would otherwise look for it every half second. One thread follows the log
 * itself and then wakes all others: what it has seen, they see.
 */
@Component
@Primary
class WakingSource implements StreamableMessageSource<TrackedEventMessage<?>>, SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(WakingSource.class);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

  private final EventStore events;
  private final Set<Runnable> sleepers = ConcurrentHashMap.newKeySet();
  private @Nullable Thread follower;

  WakingSource(EventStore events) {
    this.events = events;
  }

  @Override
  public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken after) {
    return new WakingStream(events.openStream(inTermsOfTheStore(after)));
  }

  /** Whoever reads the log may know a position only. */
  private static @Nullable TrackingToken inTermsOfTheStore(@Nullable TrackingToken after) {
    return after instanceof GlobalSequenceTrackingToken position
        ? GapAwareTrackingToken.newInstance(position.getGlobalIndex(), List.of())
        : after;
  }

  @Override
  public TrackingToken createTailToken() {
    return events.createTailToken();
  }

  @Override
  public TrackingToken createHeadToken() {
    return events.createHeadToken();
  }

  @Override
  public TrackingToken createTokenAt(Instant moment) {
    return events.createTokenAt(moment);
  }

  @Override
  public synchronized void start() {
    follower = Thread.ofVirtual().name("log-follower").start(this::follow);
  }

  @Override
  public synchronized void stop() {
    if (follower != null) {
      follower.interrupt();
      follower = null;
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return follower != null;
  }

  private void follow() {
    while (!Thread.currentThread().isInterrupted()) {
      try (var stream = events.openStream(events.createHeadToken())) {
        // What came before the stream was open has been announced to nobody.
        wake();
        while (true) {
          stream.nextAvailable();
          if (!stream.hasNextAvailable()) {
            wake();
          }
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException failure) {
        log.warn("The log cannot be followed for the moment: {}", failure.toString());
        pause();
      }
    }
  }

  private void wake() {
    sleepers.forEach(Runnable::run);
  }

  private static void pause() {
    try {
      TimeUnit.NANOSECONDS.sleep(PAUSE_AFTER_FAILURE.toNanos());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** A stream of Axon's whose reader is woken. */
  private final class WakingStream implements BlockingStream<TrackedEventMessage<?>> {

    private final BlockingStream<TrackedEventMessage<?>> stream;
    private @Nullable Runnable sleeper;

    WakingStream(BlockingStream<TrackedEventMessage<?>> stream) {
      this.stream = stream;
    }

    @Override
    public Optional<TrackedEventMessage<?>> peek() {
      return stream.peek();
    }

    @Override
    public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
      return stream.hasNextAvailable(timeout, unit);
    }

    @Override
    public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
      return stream.nextAvailable();
    }

    @Override
    public boolean setOnAvailableCallback(Runnable callback) {
      sleeper = callback;
      sleepers.add(callback);
      return true;
    }

    @Override
    public void skipMessagesWithPayloadTypeOf(TrackedEventMessage<?> ignored) {
      stream.skipMessagesWithPayloadTypeOf(ignored);
    }

    @Override
    public void close() {
      if (sleeper != null) {
        sleepers.remove(sleeper);
      }
      stream.close();
    }
  }
}
