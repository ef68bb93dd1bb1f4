package dev.agentledger.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.axonframework.eventhandling.GenericDomainEventEntry;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.serialization.Revision;
import org.axonframework.serialization.Serializer;
import org.axonframework.spring.stereotype.Aggregate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/**
 * Pins the shape in which the states of aggregates are kept.
 *
 * <p>When a shape changes, raise the {@link Revision} of the aggregate and add a golden file for
 * it; snapshots of the revision before are then ignored.
 */
class SnapshotContractTest {

  private final Serializer serializer = new CommandConfiguration().snapshotSerializer();

  static Stream<Class<?>> aggregates() {
    var search = new ClassPathScanningCandidateComponentProvider(false);
    search.addIncludeFilter(new AnnotationTypeFilter(Aggregate.class));
    return search.findCandidateComponents("dev.agentledger.command").stream()
        .map(found -> found.getBeanClassName())
        .sorted()
        .map(SnapshotContractTest::named);
  }

  @ParameterizedTest
  @MethodSource("aggregates")
  void aStateIsKeptAsTheGoldenFileOfItsRevision(Class<?> aggregate) throws Exception {
    var golden =
        "/snapshots/%s/%s.jsonl"
            .formatted(
                aggregate.getAnnotation(Aggregate.class).type(),
                aggregate.getAnnotation(Revision.class).value());

    assertThat(
            samplesOf(aggregate).stream()
                .map(sample -> serializer.serialize(sample, String.class).getData())
                .collect(joining("\n", "", "\n")))
        .as("The shape of %s; another shape is another revision, in %s", aggregate, golden)
        .isEqualTo(textOf(golden));
  }

  @ParameterizedTest
  @MethodSource("aggregates")
  void aSnapshotOfEveryStateCanBeUsed(Class<?> aggregate) throws Exception {
    var usable = new CommandConfiguration().usableSnapshots(serializer);

    for (var sample : samplesOf(aggregate)) {
      var kept =
          new GenericDomainEventMessage<>(
              aggregate.getAnnotation(Aggregate.class).type(), "stream", 1, sample);
      assertThat(
              usable.allow(
                  new GenericDomainEventEntry<>(
                      kept.getType(),
                      kept.getAggregateIdentifier(),
                      kept.getSequenceNumber(),
                      kept.getIdentifier(),
                      "2026-01-15T12:00:00Z",
                      kept.getPayloadType().getName(),
                      aggregate.getAnnotation(Revision.class).value(),
                      serializer.serialize(sample, String.class).getData(),
                      "{}")))
          .as(sample.toString())
          .isTrue();
    }
  }

  /** An aggregate in each of its states, with something in every component. */
  private static List<Object> samplesOf(Class<?> aggregate) throws Exception {
    var fields = Arrays.stream(aggregate.getDeclaredFields()).filter(f -> !isStatic(f)).toList();
    var state = fields.stream().filter(f -> f.getName().equals("state")).findFirst().orElseThrow();
    return kindsOf(state.getType()).map(kind -> sampleOf(aggregate, fields, kind)).toList();
  }

  private static Object sampleOf(Class<?> aggregate, List<Field> fields, Class<?> kind) {
    try {
      var constructor = aggregate.getDeclaredConstructor();
      constructor.setAccessible(true);
      var sample = constructor.newInstance();
      for (var field : fields) {
        field.setAccessible(true);
        field.set(sample, sampleOf(field.getName().equals("state") ? kind : field.getType()));
      }
      return sample;
    } catch (ReflectiveOperationException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static Object sampleOf(Type type) {
    return switch (type) {
      case ParameterizedType list when list.getRawType() == List.class ->
          List.of(sampleOf(list.getActualTypeArguments()[0]));
      case Class<?> text when text == String.class -> "text";
      case Class<?> number when number == int.class || number == Integer.class -> 1;
      case Class<?> number when number == long.class || number == Long.class -> 2L;
      case Class<?> json when json == Object.class -> Map.of("text", List.of(1));
      case Class<?> flag when flag == boolean.class -> true;
      case Class<?> moment when moment == Instant.class ->
          Instant.parse("2026-01-15T12:00:00.123Z");
      case Class<?> span when span == Duration.class -> Duration.ofHours(36);
      case Class<?> choice when choice.isEnum() -> choice.getEnumConstants()[0];
      case Class<?> value when value.isRecord() -> sampleOfRecord(value);
      default -> throw new IllegalArgumentException("There is no sample of " + type);
    };
  }

  private static Object sampleOfRecord(Class<?> type) {
    try {
      var components = type.getRecordComponents();
      var constructor =
          type.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
      constructor.setAccessible(true);
      return constructor.newInstance(
          Arrays.stream(components)
              .map(component -> sampleOf(component.getGenericType()))
              .toArray());
    } catch (ReflectiveOperationException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static Stream<Class<?>> kindsOf(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(SnapshotContractTest::kindsOf)
        : Stream.of(type);
  }

  private static boolean isStatic(Field field) {
    return Modifier.isStatic(field.getModifiers());
  }

  private static Class<?> named(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException missing) {
      throw new IllegalStateException(missing);
    }
  }

  private static String textOf(String resource) throws IOException {
    try (var golden = SnapshotContractTest.class.getResourceAsStream(resource)) {
      return golden == null ? "nothing yet" : new String(golden.readAllBytes(), UTF_8);
    }
  }
}
