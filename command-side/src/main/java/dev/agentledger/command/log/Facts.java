package dev.agentledger.command.log;

import dev.agentledger.command.log.Append.Fact;
import dev.agentledger.command.log.Append.Head;
import dev.agentledger.events.Envelope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Brings messages into the form in which they are stored; on the thread of whoever records them.
 */
final class Facts {

  private final Serializer serializer;
  private final Dictionary dictionary;
  private final Circumstances circumstances;
  private final Shapes shapes;

  Facts(Serializer serializer, Dictionary dictionary, Circumstances circumstances, Shapes shapes) {
    this.serializer = serializer;
    this.dictionary = dictionary;
    this.circumstances = circumstances;
    this.shapes = shapes;
  }

  Append of(List<? extends EventMessage<?>> events) {
    var heads = new LinkedHashMap<String, Head>();
    var numbers = new LinkedHashMap<String, Integer>();
    var facts = new ArrayList<Fact>();
    for (EventMessage<?> message : events) {
      var event = inStream(message);
      var stream = event.getAggregateIdentifier();
      heads.put(stream, headAfter(event, heads.get(stream)));
      facts.add(fact(numbers.computeIfAbsent(stream, _ -> numbers.size()), event));
    }
    return new Append(List.copyOf(heads.values()), List.copyOf(facts));
  }

  private Head headAfter(DomainEventMessage<?> event, @Nullable Head head) {
    var sequence = Math.toIntExact(event.getSequenceNumber());
    if (head == null) {
      return new Head(
          event.getAggregateIdentifier(),
          dictionary.idOfStreamType(event.getType()),
          Envelope.from(event.getMetaData()).tenant(),
          sequence - 1,
          sequence);
    }
    if (sequence != head.version() + 1) {
      throw new ConcurrencyException(
          "The stream %s cannot go on from version %d with sequence %d"
              .formatted(head.streamId(), head.version(), sequence));
    }
    return new Head(head.streamId(), head.type(), head.tenant(), head.before(), sequence);
  }

  private Fact fact(int head, DomainEventMessage<?> event) {
    var payload = event.serializePayload(serializer, byte[].class);
    var metadata = LeanMetadata.of(event.getMetaData());
    var large = LargePayload.is(payload.getData()) ? LargePayload.of(payload.getData()) : null;
    return new Fact(
        head,
        event,
        UUID.fromString(event.getIdentifier()),
        dictionary.idOfContract(payload.getType().getName(), payload.getType().getRevision()),
        circumstances.idOf(metadata.circumstance()),
        metadata,
        large == null
            ? shapes.shaped(payload.getData(), event.getAggregateIdentifier())
            : StoredPayload.asIs(large.reference()),
        large);
  }

  private static DomainEventMessage<?> inStream(EventMessage<?> message) {
    if (message instanceof DomainEventMessage<?> event && event.getType() != null) {
      Envelope.from(event.getMetaData());
      return event;
    }
    throw new IllegalArgumentException(
        "Only aggregates record facts, not whoever published " + message.getPayloadType());
  }
}
