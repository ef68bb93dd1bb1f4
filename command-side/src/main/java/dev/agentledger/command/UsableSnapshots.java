package dev.agentledger.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventsourcing.snapshotting.SnapshotFilter;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.axonframework.spring.stereotype.Aggregate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a snapshot pass only if it is, to the last member, what would be written today: of this
 * revision of its aggregate, readable, complete, and with the tenant that owns the stream.
 *
 * <p>Any other is ignored, and the stream read from its beginning. One without its owner would open
 * the stream to everybody.
 */
final class UsableSnapshots implements SnapshotFilter {

  private static final Logger log = LoggerFactory.getLogger(UsableSnapshots.class);

  private final Serializer serializer;
  private final ObjectMapper json;

  UsableSnapshots(Serializer serializer, ObjectMapper json) {
    this.serializer = serializer;
    this.json = json;
  }

  @Override
  public boolean test(DomainEventData<?> snapshot) {
    try {
      return isOfTheCurrentRevision(snapshot) && isComplete(snapshot.getPayload());
    } catch (RuntimeException | JsonProcessingException unreadable) {
      log.warn(
          "The snapshot of {} cannot be read; its events are read instead",
          snapshot.getAggregateIdentifier(),
          unreadable);
      return false;
    }
  }

  private boolean isOfTheCurrentRevision(DomainEventData<?> snapshot) {
    var type = snapshot.getPayload().getType();
    Class<?> aggregate = serializer.classForType(type);
    var stream = aggregate.getAnnotation(Aggregate.class);
    return stream != null
        && stream.type().equals(snapshot.getType())
        && serializer.typeForClass(aggregate).equals(type);
  }

  private boolean isComplete(SerializedObject<?> payload) throws JsonProcessingException {
    var kept = json.readTree(serializer.getConverter().convert(payload, String.class).getData());
    var read = json.readTree(json.writeValueAsString(serializer.deserialize(payload)));
    return kept.equals(read) && !kept.at("/owner/tenant").asText("").isBlank();
  }
}
