package dev.agentledger.events.evolution;

import static java.util.stream.Collectors.toUnmodifiableMap;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.agentledger.events.DomainEvent;
import java.io.IOException;
import java.util.Map;
import org.axonframework.serialization.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * Reads facts that are stored in today's revision, which no upcaster concerns, straight from their
 * JSON.
 */
public final class CurrentFacts {

  private static final Map<String, Class<?>> TYPES =
      EventCatalog.events().stream()
          .collect(toUnmodifiableMap(EventCatalog::nameOf, event -> event));

  private static final Map<Class<?>, String> REVISIONS =
      EventCatalog.events().stream()
          .collect(
              toUnmodifiableMap(
                  event -> event, event -> Integer.toString(EventCatalog.revisionOf(event))));

  private final Map<Class<?>, ObjectReader> readers;

  public CurrentFacts() {
    ObjectMapper json = ContractSerializer.json();
    readers = EventCatalog.events().stream().collect(toUnmodifiableMap(it -> it, json::readerFor));
  }

  /** The event that is stored so; null when it is of another revision, or not known at all. */
  public static @Nullable Class<?> typeOf(String contract, String revision) {
    var type = TYPES.get(contract);
    return type != null && revision.equals(REVISIONS.get(type)) ? type : null;
  }

  /**
   * The fact that a payload says.
   *
   * @throws SerializationException when it does not say one of this type
   */
  public DomainEvent read(Class<?> type, byte[] payload) {
    var reader = readers.get(type);
    if (reader == null) {
      throw new IllegalArgumentException("Not an event: " + type.getName());
    }
    try {
      return reader.readValue(payload);
    } catch (IOException unreadable) {
      throw new SerializationException("Not a payload of " + EventCatalog.nameOf(type), unreadable);
    }
  }
}
