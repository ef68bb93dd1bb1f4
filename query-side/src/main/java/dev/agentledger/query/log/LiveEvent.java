package dev.agentledger.query.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.agentledger.api.audit.RecordedEvent;
import dev.agentledger.events.DomainEvent;
import dev.agentledger.events.Envelope;
import java.time.temporal.ChronoUnit;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** An event as it came by; what is told of it is made once, for all who hear it. */
public final class LiveEvent {

  private final long position;
  private final DomainEventMessage<?> message;
  private final Serializer serializer;
  private @Nullable RecordedEvent recorded;

  LiveEvent(long position, DomainEventMessage<?> message, Serializer serializer) {
    this.position = position;
    this.message = message;
    this.serializer = serializer;
  }

  public long position() {
    return position;
  }

  public boolean isOf(String tenant) {
    return tenant.equals(message.getMetaData().get(Envelope.TENANT));
  }

  boolean isOf(String tenant, String streamType) {
    return streamType.equals(message.getType()) && isOf(tenant);
  }

  /** Null when this program does not know what happened. */
  public @Nullable DomainEvent fact() {
    return message.getPayload() instanceof DomainEvent fact ? fact : null;
  }

  public String streamId() {
    return message.getAggregateIdentifier();
  }

  long sequence() {
    return message.getSequenceNumber();
  }

  /** With the payload of the current revision. */
  public synchronized RecordedEvent recorded() {
    if (recorded == null) {
      recorded = make();
    }
    return recorded;
  }

  private RecordedEvent make() {
    var payload = message.serializePayload(serializer, byte[].class);
    return new RecordedEvent(
        position,
        message.getIdentifier(),
        message.getType(),
        message.getAggregateIdentifier(),
        message.getSequenceNumber(),
        // The log writes whole milliseconds; a message that was just recorded may know more.
        message.getTimestamp().truncatedTo(ChronoUnit.MILLIS),
        payload.getType().getName(),
        Integer.parseInt(payload.getType().getRevision()),
        StoredEvent.object(
            new String(message.serializeMetaData(serializer, byte[].class).getData(), UTF_8)),
        StoredEvent.object(new String(payload.getData(), UTF_8)));
  }
}
