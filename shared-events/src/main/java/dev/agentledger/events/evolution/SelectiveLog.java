package dev.agentledger.events.evolution;

import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;

/** A log that need not bring a reader what it has no use for. */
public interface SelectiveLog {

  /**
   * The log itself where it is one; of any other log a reader passes over what it does not want.
   */
  static SelectiveLog of(StreamableMessageSource<TrackedEventMessage<?>> log) {
    return log instanceof SelectiveLog selective
        ? selective
        : (after, wanted) -> new PassedOver(log.openStream(after), after, wanted);
  }

  /** The events of these types after a position, in order and without an end. */
  Selected openStream(@Nullable TrackingToken after, Predicate<Class<?>> wanted);

  /** Some of the events of a log; that one is available may be said late, after long gaps. */
  interface Selected extends BlockingStream<TrackedEventMessage<?>> {

    /**
     * Has somebody called now, and when something wanted may have come since the reader found
     * nothing: whoever is called looks until it finds nothing again.
     */
    @Override
    boolean setOnAvailableCallback(Runnable callback);

    /** Waits until there is one, however long that takes. */
    default void awaitNext() throws InterruptedException {
      boolean available;
      do {
        available = hasNextAvailable(Integer.MAX_VALUE, TimeUnit.MILLISECONDS);
      } while (!available);
    }

    /** The position up to which everything wanted has been taken from the stream. */
    long passed();

    /**
     * How much everything is that has been taken from the stream, as it is stored; zero where that
     * is not known.
     */
    long bytes();
  }
}
