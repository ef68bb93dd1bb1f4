package dev.agentledger.command.log;

import java.time.Instant;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.EventUtils;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventData;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.EventStreamUtils;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.upcasting.event.EventUpcaster;

/** Turns what stands in the log into messages of today's revision, read when they are looked at. */
final class LoggedMessages {

  private final Serializer serializer;
  private final EventUpcaster evolution;

  LoggedMessages(Serializer serializer, EventUpcaster evolution) {
    this.serializer = serializer;
    this.evolution = evolution;
  }

  /**
   * The messages of one event, with its position: one as a rule, as many as upcasters make of it.
   */
  Stream<TrackedEventMessage<?>> tracked(LoggedEvent event) {
    return EventUtils.upcastAndDeserializeTrackedEvents(
            Stream.of(new Data(event)), serializer, evolution)
        .map(message -> (TrackedEventMessage<?>) message);
  }

  DomainEventStream stream(Stream<LoggedEvent> events) {
    return EventStreamUtils.upcastAndDeserializeDomainEvents(
        events.map(Data::new), serializer, evolution);
  }

  private record Data(LoggedEvent event)
      implements TrackedEventData<byte[]>, DomainEventData<byte[]> {

    @Override
    public TrackingToken trackingToken() {
      return new GlobalSequenceTrackingToken(event.position());
    }

    @Override
    public String getType() {
      return event.streamType();
    }

    @Override
    public String getAggregateIdentifier() {
      return event.streamId();
    }

    @Override
    public long getSequenceNumber() {
      return event.sequence();
    }

    @Override
    public String getEventIdentifier() {
      return event.eventId();
    }

    @Override
    public Instant getTimestamp() {
      return event.recordedAt();
    }

    @Override
    public SerializedObject<byte[]> getMetaData() {
      return new SimpleSerializedObject<>(
          event.metadata(), byte[].class, MetaData.class.getName(), null);
    }

    @Override
    public SerializedObject<byte[]> getPayload() {
      return new SimpleSerializedObject<>(
          event.payload(), byte[].class, event.contract(), event.revision());
    }
  }
}
