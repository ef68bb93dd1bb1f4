package dev.agentledger.events.evolution;

import dev.agentledger.events.evolution.SelectiveLog.Selected;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.jspecify.annotations.Nullable;

/** Takes everything from a log that can leave nothing out, and brings what is wanted of it. */
final class PassedOver implements Selected {

  private final BlockingStream<TrackedEventMessage<?>> stream;
  private final Predicate<Class<?>> wanted;
  private long passed;

  PassedOver(
      BlockingStream<TrackedEventMessage<?>> stream,
      @Nullable TrackingToken after,
      Predicate<Class<?>> wanted) {
    this.stream = stream;
    this.wanted = wanted;
    passed = positionOf(after);
  }

  @Override
  public Optional<TrackedEventMessage<?>> peek() {
    var next = stream.peek();
    while (next.isPresent() && !wanted.test(next.get().getPayloadType())) {
      try {
        passed = positionOf(stream.nextAvailable().trackingToken());
      } catch (InterruptedException stopping) {
        Thread.currentThread().interrupt();
        return Optional.empty();
      }
      next = stream.peek();
    }
    return next;
  }

  @Override
  public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
    var deadline = System.nanoTime() + unit.toNanos(timeout);
    while (peek().isEmpty()) {
      var left = Math.max(0, deadline - System.nanoTime());
      if (!stream.hasNextAvailable(
          (int) TimeUnit.NANOSECONDS.toMillis(left), TimeUnit.MILLISECONDS)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
    awaitNext();
    var next = stream.nextAvailable();
    passed = positionOf(next.trackingToken());
    return next;
  }

  @Override
  public boolean setOnAvailableCallback(Runnable callback) {
    return stream.setOnAvailableCallback(callback);
  }

  @Override
  public long passed() {
    return passed;
  }

  @Override
  public long bytes() {
    return 0;
  }

  @Override
  public void close() {
    stream.close();
  }

  private static long positionOf(@Nullable TrackingToken token) {
    return token == null ? 0 : token.position().orElse(0);
  }
}
