package dev.agentledger.query.projection;

import dev.agentledger.events.evolution.SelectiveLog;
import dev.agentledger.events.evolution.SelectiveLog.Selected;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;

/**
 * One reader's way through the events that concern a projection.
 *
 * <p>A log that can leave the others out does so; of any other log they are passed over here.
 */
public final class ConcernedEvents implements AutoCloseable {

  private static final long MOST_BYTES = 8L * 1024 * 1024;

  private final Projection projection;
  private final Map<Class<?>, Boolean> concerned = new HashMap<>();
  private final BlockingStream<TrackedEventMessage<?>> stream;
  private long passed;

  private ConcernedEvents(
      StreamableMessageSource<TrackedEventMessage<?>> source, Projection projection, long after) {
    this.projection = projection;
    passed = after;
    stream =
        source instanceof SelectiveLog log
            ? log.openStream(tokenAt(after), this::isConcerned)
            : source.openStream(tokenAt(after));
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
    var enough = bytes() + MOST_BYTES;
    for (var seen = 0; seen < most && bytes() < enough && stream.hasNextAvailable(); seen++) {
      var message = stream.nextAvailable();
      passed = ProjectedEvent.positionOf(message);
      if (message instanceof DomainEventMessage<?> fact && isConcerned(fact.getPayloadType())) {
        taken.add(new ProjectedEvent(passed, fact));
      }
    }
    if (stream instanceof Selected selected) {
      passed = Math.max(passed, selected.passed());
    }
    return taken;
  }

  private long bytes() {
    return stream instanceof Selected selected ? selected.bytes() : 0;
  }

  /** The position up to which all that concerns the projection has been taken. */
  public long passed() {
    return passed;
  }

  /** Whether nothing more is to be had at this moment. */
  public boolean isAtEnd() throws InterruptedException {
    return !stream.hasNextAvailable();
  }

  /**
   * Has somebody told whenever there may be more.
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

  private boolean isConcerned(Class<?> type) {
    return concerned.computeIfAbsent(type, projection::concerns);
  }

  @Override
  public void close() {
    stream.close();
  }
}
