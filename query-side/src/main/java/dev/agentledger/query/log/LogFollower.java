package dev.agentledger.query.log;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.dao.UncategorizedDataAccessException;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/**
 * Follows the log, once for everybody at this node, and tells each event to those who listen.
 *
 * <p>It knows up to where the log is settled even while nobody listens.
 */
@Component
public class LogFollower implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(LogFollower.class);
  private static final int BEFORE_THE_EDGE = 500;
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private final EventStore events;
  private final Serializer serializer;
  private final Audience audience = new Audience();
  private @Nullable Thread thread;
  private boolean begun;
  private @Nullable TrackingToken token;

  public LogFollower(EventStore events, @Qualifier("eventSerializer") Serializer serializer) {
    this.events = events;
    this.serializer = serializer;
  }

  /**
   * Reads what is in the table and then listens; again from the table when the listener fell behind
   * or the database was away.
   *
   * @param streamId the stream to listen to, or null for all
   * @param reading reads from where it stopped the last time
   * @param more whether there is anything left to read or to hear
   */
  public <T> Flux<T> follow(
      @Nullable String streamId, Function<Listener, Flux<T>> reading, BooleanSupplier more) {
    return Flux.using(() -> audience.join(streamId), reading, audience::leave)
        .repeat(more)
        .retryWhen(
            Retry.backoff(Long.MAX_VALUE, SHORTEST_PAUSE)
                .maxBackoff(LONGEST_PAUSE)
                .transientErrors(true)
                .filter(LogFollower::isOutage)
                .doBeforeRetry(
                    retry ->
                        log.debug("A follower reads on later: {}", retry.failure().toString())));
  }

  private static boolean isOutage(Throwable failure) {
    return failure instanceof TransientDataAccessException
        || failure instanceof RecoverableDataAccessException
        || failure instanceof NonTransientDataAccessResourceException
        || failure instanceof UncategorizedDataAccessException;
  }

  /** The settled end of the log, which is this position or more, unless that takes too long. */
  public Mono<Long> reached(long position, Duration patience) {
    return audience
        .reached(position)
        .publishOn(Schedulers.parallel())
        .timeout(patience, Mono.fromSupplier(audience::reached))
        .filter(reached -> reached != Audience.UNKNOWN)
        .switchIfEmpty(
            Mono.error(
                () ->
                    new TransientDataAccessResourceException(
                        "The end of the log is not known yet")));
  }

  /** How many listen to a stream, or to all. */
  int listeners(@Nullable String streamId) {
    return audience.size(streamId);
  }

  @Override
  public int getPhase() {
    return BEFORE_THE_EDGE;
  }

  @Override
  public synchronized void start() {
    thread = Thread.ofVirtual().name("query-log-follower").start(this::run);
  }

  @Override
  public synchronized void stop() {
    if (thread != null) {
      thread.interrupt();
      thread = null;
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return thread != null;
  }

  private void run() {
    var pause = SHORTEST_PAUSE;
    while (!Thread.currentThread().isInterrupted()) {
      try {
        begin();
        try (var stream = events.openStream(token)) {
          while (true) {
            tell(stream.nextAvailable());
            pause = SHORTEST_PAUSE;
          }
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException failure) {
        log.warn("The log cannot be followed for the moment: {}", failure.toString());
        sleep(pause);
        pause = longer(pause);
      }
    }
  }

  /** At the end of the log; after an outage it goes on where it was. */
  private void begin() {
    if (!begun) {
      token = events.createHeadToken();
      audience.beginAt(token == null ? 0 : position(token));
      begun = true;
    }
  }

  private void tell(TrackedEventMessage<?> message) {
    if (message instanceof DomainEventMessage<?> event) {
      audience.tell(new LiveEvent(position(message.trackingToken()), event, serializer));
    }
    token = message.trackingToken();
  }

  private static long position(TrackingToken token) {
    return token.position().orElse(0);
  }

  private static Duration longer(Duration pause) {
    var doubled = pause.multipliedBy(2);
    return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
  }

  private static void sleep(Duration pause) {
    try {
      TimeUnit.NANOSECONDS.sleep(pause.toNanos());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
