package dev.agentledger.saga;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;

/**
 * The log for a reader that nobody waits for: while there is much to read it is brought together,
 * so that the reader writes few large batches instead of many small ones.
 *
 * <p>What comes seldom comes at once. Where more than a few events came since the last pause began,
 * whatever follows waits until the pause is over.
 */
final class UnhurriedSource implements StreamableMessageSource<TrackedEventMessage<?>> {

  private final StreamableMessageSource<TrackedEventMessage<?>> log;
  private final long pauseNanos;
  private final int atOnce;

  /**
   * @param pause between two batches under load
   * @param atOnce how many events within a pause are brought as they come
   */
  UnhurriedSource(StreamableMessageSource<TrackedEventMessage<?>> log, Duration pause, int atOnce) {
    this.log = log;
    this.atOnce = atOnce;
    pauseNanos = pause.toNanos();
  }

  @Override
  public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken from) {
    return new Unhurried(log.openStream(from));
  }

  @Override
  public TrackingToken createTailToken() {
    return log.createTailToken();
  }

  @Override
  public TrackingToken createHeadToken() {
    return log.createHeadToken();
  }

  @Override
  public TrackingToken createTokenAt(Instant moment) {
    return log.createTokenAt(moment);
  }

  private final class Unhurried implements BlockingStream<TrackedEventMessage<?>> {

    private final BlockingStream<TrackedEventMessage<?>> stream;
    private long begun = System.nanoTime();
    private int brought;
    private volatile boolean pausing;
    private volatile Runnable callback = () -> {};

    Unhurried(BlockingStream<TrackedEventMessage<?>> stream) {
      this.stream = stream;
    }

    /** Pauses only where nothing is at hand: what belongs together is not torn apart. */
    @Override
    public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
      if (pausing) {
        unit.sleep(timeout);
        return false;
      }
      if (stream.hasNextAvailable(timeout, unit)) {
        return true;
      }
      var left = begun + pauseNanos - System.nanoTime();
      if (brought > atOnce && left > 0) {
        pausing = true;
        CompletableFuture.delayedExecutor(left, TimeUnit.NANOSECONDS).execute(this::goOn);
      }
      return false;
    }

    private void goOn() {
      pausing = false;
      callback.run();
    }

    @Override
    public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
      var next = stream.nextAvailable();
      var now = System.nanoTime();
      if (now - begun >= pauseNanos) {
        begun = now;
        brought = 0;
      }
      brought++;
      return next;
    }

    @Override
    public Optional<TrackedEventMessage<?>> peek() {
      return stream.peek();
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
