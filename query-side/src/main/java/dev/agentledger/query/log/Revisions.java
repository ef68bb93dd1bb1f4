package dev.agentledger.query.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.agentledger.api.audit.RecordedEvent;
import dev.agentledger.events.DomainEvent;
import dev.agentledger.events.Envelope;
import dev.agentledger.events.evolution.ContractSerializer;
import dev.agentledger.events.evolution.EventEvolution;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.common.DateTimeUtils;
import org.axonframework.eventhandling.GenericDomainEventEntry;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.axonframework.serialization.upcasting.event.InitialEventRepresentation;
import org.axonframework.serialization.upcasting.event.IntermediateEventRepresentation;

/** Brings stored events to the current revision of their contract. */
final class Revisions {

  private final Serializer serializer = ContractSerializer.create();
  private final EventUpcaster evolution;

  Revisions() {
    this(EventEvolution.chain());
  }

  Revisions(EventUpcaster evolution) {
    this.evolution = evolution;
  }

  /** The event as its contract is now; an upcaster may split it or leave it out. */
  List<RecordedEvent> current(StoredEvent stored) {
    return upcast(stored)
        .map(
            event ->
                stored.recorded(
                    event.getType().getName(),
                    event.getType().getRevision(),
                    new String(event.getData(byte[].class).getData(), UTF_8)))
        .toList();
  }

  <E extends DomainEvent> List<PastEvent<E>> read(StoredEvent stored, Class<E> family) {
    return upcast(stored)
        .map(
            event ->
                new PastEvent<>(
                    family.cast(serializer.deserialize(event.getData())),
                    stored.position(),
                    stored.sequence(),
                    DateTimeUtils.parseInstant(stored.recordedAt()),
                    Envelope.from(stored.envelope()).actor()))
        .toList();
  }

  private Stream<IntermediateEventRepresentation> upcast(StoredEvent stored) {
    var entry =
        new GenericDomainEventEntry<>(
            stored.streamType(),
            stored.streamId(),
            stored.sequence(),
            stored.eventId(),
            stored.recordedAt(),
            stored.contract(),
            stored.revision(),
            stored.payload(),
            stored.metadata());
    return evolution.upcast(Stream.of(new InitialEventRepresentation(entry, serializer)));
  }
}
