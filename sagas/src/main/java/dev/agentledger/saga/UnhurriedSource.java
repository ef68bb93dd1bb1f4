package dev.agentledger.saga;

import dev.agentledger.events.evolution.SelectiveLog;
import dev.agentledger.events.evolution.SelectiveLog.Selected;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
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
 */
final class UnhurriedSource implements StreamableMessageSource<TrackedEventMessage<?>> {

  /** Whoever starts again reads on from where it knows that it was. */
  private static final Duration TELL_EVERY = Duration.ofSeconds(1);

  private final StreamableMessageSource<TrackedEventMessage<?>> source;
  private final SelectiveLog log;
  private final Predicate<Class<?>> wanted;
  private final long pauseNanos;
  private final int atOnce;

  /**
   * @param wanted which types of event are brought at all
   * @param pause between two batches under load
   * @param atOnce how many events of the log within a pause are brought as they come
   */
  UnhurriedSource(
      StreamableMessageSource<TrackedEventMessage<?>> source,
      Predicate<Class<?>> wanted,
      Duration pause,
      int atOnce) {
    this.source = source;
    this.log = SelectiveLog.of(source);
    this.wanted = wanted;
    this.atOnce = atOnce;
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
    private @Nullable TrackedEventMessage<?> passed;
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

    /** Pauses only where nothing is at hand: what belongs together is not torn apart. */
    @Override
    public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
      if (pausing) {
        unit.sleep(timeout);
        return false;
      }
      if (passed != null || stream.hasNextAvailable(timeout, unit)) {
        return true;
      }
      var now = System.nanoTime();
      var reached = stream.passed();
      pauseAfterMuch(now, reached);
      if (reached > told && now - toldAt >= TELL_EVERY.toNanos()) {
        passed =
            new GenericTrackedEventMessage<>(
                new GlobalSequenceTrackingToken(reached),
                GenericEventMessage.asEventMessage(new Passed()));
      }
      return passed != null;
    }

    private void pauseAfterMuch(long now, long reached) {
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
    }

    private void goOn() {
      pausing = false;
      callback.run();
    }

    @Override
    public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
      var next = passed == null ? stream.nextAvailable() : passed;
      passed = null;
      told = next.trackingToken().position().orElse(told);
      toldAt = System.nanoTime();
      return next;
    }

    @Override
    public Optional<TrackedEventMessage<?>> peek() {
      return passed == null ? stream.peek() : Optional.of(passed);
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
