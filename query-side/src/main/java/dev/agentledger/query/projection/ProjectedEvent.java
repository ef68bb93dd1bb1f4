package dev.agentledger.query.projection;

import dev.agentledger.events.DomainEvent;
import dev.agentledger.events.Envelope;
import dev.agentledger.events.evolution.EventCatalog;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;

/** An event of the log at its position; read from its stored form only when it is asked for. */
public record ProjectedEvent(long position, DomainEventMessage<?> message) {

  /** The event as its source gives it. */
  public static ProjectedEvent of(TrackedEventMessage<?> tracked) {
    if (tracked instanceof DomainEventMessage<?> message) {
      return new ProjectedEvent(positionOf(tracked), message);
    }
    throw new IllegalArgumentException("Not an event of a stream: " + tracked.getIdentifier());
  }

  static long positionOf(TrackedEventMessage<?> tracked) {
    return tracked.trackingToken().position().orElseThrow();
  }

  public String streamId() {
    return message.getAggregateIdentifier();
  }

  public long sequence() {
    return message.getSequenceNumber();
  }

  public Class<?> type() {
    return message.getPayloadType();
  }

  public DomainEvent fact() {
    return (DomainEvent) message.getPayload();
  }

  /** The name under which events of its type are stored. */
  public String contract() {
    return EventCatalog.nameOf(type());
  }

  /**
   * In whole milliseconds, as the log keeps it: an event that comes straight from its commit may
   * still have the clock's own precision.
   */
  public Instant at() {
    return message.getTimestamp().truncatedTo(ChronoUnit.MILLIS);
  }

  public Envelope envelope() {
    return Envelope.from(message.getMetaData());
  }

  /**
   * Who did it; the whole {@link #envelope()} costs several times as much.
   *
   * @throws IllegalArgumentException when the event fails to say so
   */
  public String actor() {
    return Envelope.actorIn(message.getMetaData());
  }

  /** The project in which it happened; empty when the event fails to say so. */
  String tenant() {
    return Objects.toString(message.getMetaData().get(Envelope.TENANT), "");
  }
}
