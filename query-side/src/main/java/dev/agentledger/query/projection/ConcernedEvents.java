package dev.agentledger.query.projection;

import dev.agentledger.events.evolution.SelectiveLog;
import dev.agentledger.events.evolution.SelectiveLog.Selected;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;

/** One reader's way through the events that concern a projection. */
public final class ConcernedEvents implements AutoCloseable {

  private static final long MOST_BYTES = 8L * 1024 * 1024;

  private final Projection projection;
  private final Map<Class<?>, Boolean> concerned = new ConcurrentHashMap<>();
  private final Selected stream;

  private ConcernedEvents(
      StreamableMessageSource<TrackedEventMessage<?>> source, Projection projection, long after) {
    this.projection = projection;
    stream = SelectiveLog.of(source).openStream(tokenAt(after), this::isConcerned);
  }

  /** Those after a position of the log. */
  public static ConcernedEvents after(
      long position,
      StreamableMessageSource<TrackedEventMessage<?>> source,
      Projection projection) {
    return new ConcernedEvents(source, projection, position);
  }

  /** Null stands for the beginning in every store; the first position is not the same in all. */
  private static @Nullable GlobalSequenceTrackingToken tokenAt(long position) {
    return position == 0 ? null : new GlobalSequenceTrackingToken(position);
  }

  /**
   * What there is now, at most so many, and fewer when they are long.
   *
   * @throws InterruptedException when the log is still waited for and this thread is to end
   */
  public List<ProjectedEvent> take(int most) throws InterruptedException {
    var taken = new ArrayList<ProjectedEvent>();
    var enough = stream.bytes() + MOST_BYTES;
    for (var seen = 0;
        seen < most && stream.bytes() < enough && stream.hasNextAvailable();
        seen++) {
      var message = stream.nextAvailable();
      if (message instanceof DomainEventMessage<?> fact) {
        taken.add(new ProjectedEvent(ProjectedEvent.positionOf(message), fact));
      }
    }
    return taken;
  }

  /** The position up to which all that concerns the projection has been taken. */
  public long passed() {
    return stream.passed();
  }

  /** Whether nothing more is to be had at this moment. */
  public boolean isAtEnd() throws InterruptedException {
    return !stream.hasNextAvailable();
  }

  /**
   * Has somebody told when there may be more since nothing was found.
   *
   * @return whether the log can do that
   */
  boolean tell(Runnable listener) {
    return stream.setOnAvailableCallback(listener);
  }

  /** Waits until there may be more, and no longer than so many milliseconds. */
  public void await(int millis) throws InterruptedException {
    stream.hasNextAvailable(millis, TimeUnit.MILLISECONDS);
  }

  /** Waits until there is more, however long that takes. */
  public void awaitNext() throws InterruptedException {
    stream.awaitNext();
  }

  private boolean isConcerned(Class<?> type) {
    return concerned.computeIfAbsent(type, projection::concerns);
  }

  @Override
  public void close() {
    stream.close();
  }
}
