package dev.agentledger.events.evolution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.upcasting.event.IntermediateEventRepresentation;
import org.axonframework.serialization.upcasting.event.SingleEventUpcaster;

/** The way of one event from one revision to the next. */
abstract class RevisionStep extends SingleEventUpcaster {

  private final SimpleSerializedType from;
  private final SimpleSerializedType to;

  RevisionStep(String event, int from) {
    this.from = new SimpleSerializedType(event, Integer.toString(from));
    this.to = new SimpleSerializedType(event, Integer.toString(from + 1));
  }

  /** The payload of the next revision; the given one may be changed. */
  abstract JsonNode change(ObjectNode payload);

  @Override
  protected final boolean canUpcast(IntermediateEventRepresentation event) {
    return event.getType().equals(from);
  }

  @Override
  protected final IntermediateEventRepresentation doUpcast(IntermediateEventRepresentation event) {
    return event.upcastPayload(to, JsonNode.class, payload -> change((ObjectNode) payload));
  }
}
