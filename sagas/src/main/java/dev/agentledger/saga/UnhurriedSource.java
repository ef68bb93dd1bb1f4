package dev.agentledger.saga;

import dev.agentledger.events.evolution.SelectiveLog;
import dev.agentledger.events.evolution.SelectiveLog.Selected;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.GenericTrackedEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;

/**
 * The log for a reader that nobody waits for: while there is much to read it is brought together,
 * so that the reader writes few large batches instead of many small ones.
 *
 * <p>What comes seldom comes at once. Where the log grew by more than a few events since the last
 * pause began, whatever follows waits until the pause is over. What the reader once said it has no
 * use for is not brought again.
 *
 * <p>For a reader of batches, what is at hand after a pause has one token: Axon handles events of
 * one token in one batch, and otherwise begins with the first of them as soon as it has it. A
 * segment that another node had may have its place between two of them, and is then brought again
 * what it had of them, all in one batch: its handlers must bear that.
 */
final class UnhurriedSource implements StreamableMessageSource<TrackedEventMessage<?>> {

  /** Whoever starts again reads on from where it knows that it was. */
  private static final Duration TELL_EVERY = Duration.ofSeconds(1);

  private final StreamableMessageSource<TrackedEventMessage<?>> source;
  private final SelectiveLog log;
  private final Predicate<Class<?>> wanted;
  private final UnaryOperator<List<TrackedEventMessage<?>>> abridging;
  private final long pauseNanos;
  private final int atOnce;
  private final int together;

  /**
   * @param wanted which types of event are brought at all
   * @param pause between two batches under load
   * @param atOnce how many events of the log within a pause are brought as they come
   * @param together how many events at most have one token
   * @param abridging leaves out, of events that have one token, those that the reader can do
   *     without
   */
  UnhurriedSource(
      StreamableMessageSource<TrackedEventMessage<?>> source,
      Predicate<Class<?>> wanted,
      Duration pause,
      int atOnce,
      int together,
      UnaryOperator<List<TrackedEventMessage<?>>> abridging) {
    this.source = source;
    this.log = SelectiveLog.of(source);
    this.wanted = wanted;
    this.atOnce = atOnce;
    this.together = together;
    this.abridging = abridging;
    pauseNanos = pause.toNanos();
  }

  @Override
  public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken from) {
    return new Unhurried(from);
  }

  @Override
  public TrackingToken createTailToken() {
    return source.createTailToken();
  }

  @Override
  public TrackingToken createHeadToken() {
    return source.createHeadToken();
  }

  @Override
  public TrackingToken createTokenAt(Instant moment) {
    return source.createTokenAt(moment);
  }

  /** Brings to a reader how far it is, when nothing else has for some time. */
  private record Passed() {}

  private final class Unhurried implements BlockingStream<TrackedEventMessage<?>> {

    private final Set<Class<?>> unwanted = ConcurrentHashMap.newKeySet();
    private final Selected stream;
    private long begun = System.nanoTime();
    private long toldAt = begun;
    private long atBegin;
    private long looked;
    private long told;
    private final Deque<TrackedEventMessage<?>> gathered = new ArrayDeque<>();
    private boolean drained;
    private volatile boolean pausing;
    private volatile Runnable callback = () -> {};

    Unhurried(@Nullable TrackingToken from) {
      stream = log.openStream(from, type -> wanted.test(type) && !unwanted.contains(type));
      atBegin = looked = told = stream.passed();
    }

    @Override
    public void skipMessagesWithPayloadTypeOf(TrackedEventMessage<?> message) {
      unwanted.add(message.getPayloadType());
    }

    /** Pauses only where all that was at hand is brought: it is not torn apart. */
    @Override
    public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
      if (pausing) {
        unit.sleep(timeout);
        return false;
      }
      if (!gathered.isEmpty()) {
        return true;
      }
      if (drained && pausesAfterMuch()) {
        return false;
      }
      if (stream.hasNextAvailable(timeout, unit)) {
        do {
          gather();
        } while (gathered.isEmpty() && !drained);
      }
      return !gathered.isEmpty() || tellsHowFar();
    }

    /** Brings how far the log was read, now and then; what the reader is not brought passes too. */
    private boolean tellsHowFar() {
      var _ = pausesAfterMuch();
      var reached = stream.passed();
      if (reached > told && System.nanoTime() - toldAt >= TELL_EVERY.toNanos()) {
        gathered.add(
            new GenericTrackedEventMessage<>(
                new GlobalSequenceTrackingToken(reached),
                GenericEventMessage.asEventMessage(new Passed())));
      }
      return !gathered.isEmpty();
    }

    private void gather() throws InterruptedException {
      var events = new ArrayList<TrackedEventMessage<?>>();
      do {
        events.add(stream.nextAvailable());
        drained = !stream.hasNextAvailable();
      } while (events.size() < together && !drained);
      var token = events.getLast().trackingToken();
      abridging.apply(events).forEach(event -> gathered.add(event.withTrackingToken(token)));
    }

    private boolean pausesAfterMuch() {
      var now = System.nanoTime();
      var reached = stream.passed();
      if (now - begun >= pauseNanos) {
        begun = now;
        atBegin = looked;
      }
      looked = reached;
      var left = begun + pauseNanos - now;
      if (reached - atBegin > atOnce && left > 0) {
        pausing = true;
        CompletableFuture.delayedExecutor(left, TimeUnit.NANOSECONDS).execute(this::goOn);
      }
      return pausing;
    }

    private void goOn() {
      pausing = false;
      callback.run();
    }

    @Override
    public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
      while (gathered.isEmpty()) {
        gather();
      }
      var next = gathered.remove();
      told = next.trackingToken().position().orElse(told);
      toldAt = System.nanoTime();
      return next;
    }

    @Override
    public Optional<TrackedEventMessage<?>> peek() {
      return gathered.isEmpty() ? stream.peek() : Optional.of(gathered.getFirst());
    }

    @Override
    public boolean setOnAvailableCallback(Runnable available) {
      callback = available;
      return stream.setOnAvailableCallback(
          () -> {
            if (!pausing) {
              available.run();
            }
          });
    }

    @Override
    public void close() {
      callback = () -> {};
      stream.close();
    }
  }
}
