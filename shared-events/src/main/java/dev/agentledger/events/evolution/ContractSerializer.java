package dev.agentledger.events.evolution;

import static java.util.stream.Collectors.toUnmodifiableMap;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.fasterxml.jackson.module.paramnames.ParameterNamesModule;
import java.util.Map;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.json.JacksonSerializer;

/**
 * Stores events under their {@link dev.agentledger.events.EventContract} name instead of their Java
 * class name.
 */
public final class ContractSerializer extends JacksonSerializer {

  private static final Map<String, String> JAVA_NAMES =
      EventCatalog.events().stream()
          .collect(toUnmodifiableMap(EventCatalog::nameOf, Class::getName));

  private ContractSerializer(Builder builder) {
    super(builder);
  }

  /** The one way in which events are written: compact, in ISO 8601, without what is absent. */
  public static ContractSerializer create() {
    return new ContractSerializer(JacksonSerializer.builder().objectMapper(json()));
  }

  /** The JSON in which events are written; also for whoever reads stored payloads directly. */
  public static ObjectMapper json() {
    return JsonMapper.builder()
        .addModule(new Jdk8Module())
        .addModule(new JavaTimeModule())
        .addModule(new ParameterNamesModule())
        .defaultPropertyInclusion(
            JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .build();
  }

  @Override
  @SuppressWarnings("rawtypes") // the signature is Axon's
  public SerializedType typeForClass(Class type) {
    return EventCatalog.isEvent(type)
        ? new SimpleSerializedType(
            EventCatalog.nameOf(type), Integer.toString(EventCatalog.revisionOf(type)))
        : super.typeForClass(type);
  }

  @Override
  protected String resolveClassName(SerializedType stored) {
    return JAVA_NAMES.getOrDefault(stored.getName(), stored.getName());
  }
}
