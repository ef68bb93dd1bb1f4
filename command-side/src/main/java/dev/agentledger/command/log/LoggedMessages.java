package dev.agentledger.command.log;

import dev.agentledger.events.evolution.CurrentFacts;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventUtils;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventData;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.upcasting.event.EventUpcaster;

/**
 * Turns what stands in the log into messages of today's revision, read when they are looked at.
 *
 * <p>What is of today's revision already goes past the upcasters.
 */
final class LoggedMessages {

  private final Serializer serializer;
  private final EventUpcaster evolution;
  private final CurrentFacts facts = new CurrentFacts();

  LoggedMessages(Serializer serializer, EventUpcaster evolution) {
    this.serializer = serializer;
    this.evolution = evolution;
  }

  /**
   * The messages of one event, with its position: one as a rule, as many as upcasters make of it.
   */
  List<TrackedEventMessage<?>> tracked(LoggedEvent event) {
    var type = CurrentFacts.typeOf(event.contract(), event.revision());
    return type == null ? evolved(event) : List.of(current(event, type));
  }

  private TrackedEventMessage<?> current(LoggedEvent event, Class<?> type) {
    return new GenericTrackedDomainEventMessage<>(
        new GlobalSequenceTrackingToken(event.position()),
        event.streamType(),
        event.streamId(),
        event.sequence(),
        new StoredFact(event, type, facts),
        event::recordedAt);
  }

  private List<TrackedEventMessage<?>> evolved(LoggedEvent event) {
    return EventUtils.upcastAndDeserializeTrackedEvents(
            Stream.of(new Data(event)), serializer, evolution)
        .<TrackedEventMessage<?>>map(message -> message)
        .toList();
  }

  /** The same of one stream, which also knows the sequence of what upcasters made nothing of. */
  DomainEventStream stream(Stream<LoggedEvent> events) {
    var last = new AtomicReference<Long>();
    return DomainEventStream.of(
        events
            .peek(event -> last.set(event.sequence()))
            .flatMap(event -> tracked(event).stream())
            .map(message -> (DomainEventMessage<?>) message),
        last::get);
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
      return event.eventId().toString();
    }

    @Override
    public Instant getTimestamp() {
      return event.recordedAt();
    }

    @Override
    public SerializedObject<byte[]> getMetaData() {
      return new SimpleSerializedObject<>(
          event.metadata().json(), byte[].class, MetaData.class.getName(), null);
    }

    @Override
    public SerializedObject<byte[]> getPayload() {
      return new SimpleSerializedObject<>(
          event.payload(), byte[].class, event.contract(), event.revision());
    }
  }
}
