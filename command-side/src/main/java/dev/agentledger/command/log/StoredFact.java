package dev.agentledger.command.log;

import dev.agentledger.events.DomainEvent;
import dev.agentledger.events.evolution.CurrentFacts;
import java.io.ObjectStreamException;
import java.util.Map;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;

/** What an event of today's revision says, read from its stored form when it is asked for. */
final class StoredFact implements Message<DomainEvent> {

  private static final long serialVersionUID = 1;

  private final transient LoggedEvent stored;
  private final transient CurrentFacts facts;
  private final Class<?> type;
  private transient volatile @Nullable DomainEvent payload;
  private transient volatile @Nullable MetaData metadata;

  StoredFact(LoggedEvent stored, Class<?> type, CurrentFacts facts) {
    this.stored = stored;
    this.type = type;
    this.facts = facts;
  }

  @Override
  public String getIdentifier() {
    return stored.eventId().toString();
  }

  @Override
  public MetaData getMetaData() {
    var known = metadata;
    if (known == null) {
      known = MetaData.from(stored.metadata().whole());
      metadata = known;
    }
    return known;
  }

  @Override
  public DomainEvent getPayload() {
    var known = payload;
    if (known == null) {
      known = facts.read(type, stored.payload());
      payload = known;
    }
    return known;
  }

  @Override
  @SuppressWarnings("unchecked") // the catalog knows events only
  public Class<DomainEvent> getPayloadType() {
    return (Class<DomainEvent>) type;
  }

  @Override
  public Message<DomainEvent> withMetaData(Map<String, ?> other) {
    return new GenericMessage<>(getIdentifier(), getPayload(), other);
  }

  @Override
  public Message<DomainEvent> andMetaData(Map<String, ?> more) {
    return withMetaData(getMetaData().mergedWith(more));
  }

  private Object writeReplace() throws ObjectStreamException {
    return withMetaData(getMetaData());
  }
}
