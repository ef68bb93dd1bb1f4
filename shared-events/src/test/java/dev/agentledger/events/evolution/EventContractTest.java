package dev.agentledger.events.evolution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.agentledger.events.DomainEvent;
import dev.agentledger.events.EventSamples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.axonframework.eventhandling.GenericDomainEventEntry;
import org.axonframework.serialization.upcasting.event.InitialEventRepresentation;
import org.axonframework.serialization.upcasting.event.IntermediateEventRepresentation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Pins every stored event to its golden files: {@code events/<name>/<revision>.json}. */
class EventContractTest {

  private static final Path GOLDEN = Path.of("src/test/resources/events");

  private final ObjectMapper json = ContractSerializer.json();
  private final ContractSerializer serializer = ContractSerializer.create();

  @Test
  void everyEventHasASample() {
    assertThat(EventSamples.ALL.stream().<Class<?>>map(Object::getClass))
        .containsExactlyInAnyOrderElementsOf(EventCatalog.events());
  }

  @Test
  void noTwoEventsShareAName() {
    assertThat(EventCatalog.events().stream().map(EventCatalog::nameOf))
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("[a-z]+\\.[a-z]+(-[a-z]+)*"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void isStoredExactlyAsItsGoldenFile(String name, DomainEvent sample) throws IOException {
    var stored = serializer.serialize(sample, String.class);

    assertThat(stored.getType().getName()).isEqualTo(name);
    assertThat(stored.getType().getRevision())
        .isEqualTo(Integer.toString(EventCatalog.revisionOf(sample.getClass())));
    assertThat(json.readTree(stored.getData()))
        .isEqualTo(golden(name, EventCatalog.revisionOf(sample.getClass())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void isReadBackAsItWas(String name, DomainEvent sample) {
    var stored = serializer.serialize(sample, String.class);

    Object read = serializer.deserialize(stored);

    assertThat(read).isEqualTo(sample);
  }

  @ParameterizedTest(name = "{0} revision {1}")
  @MethodSource("everyRevisionEverReleased")
  void canStillBeReadAtItsCurrentRevision(String name, int revision, Class<?> current) {
    var stored = representation(name, revision);

    var upcast = EventEvolution.chain().upcast(Stream.of(stored)).toList();

    assertThat(upcast)
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.getType().getRevision())
                  .isEqualTo(Integer.toString(EventCatalog.revisionOf(current)));
              assertThat(read(event)).isInstanceOf(current);
            });
  }

  static Stream<Arguments> samples() {
    return EventSamples.ALL.stream()
        .map(sample -> arguments(EventCatalog.nameOf(sample.getClass()), sample));
  }

  static Stream<Arguments> everyRevisionEverReleased() {
    return EventCatalog.events().stream()
        .flatMap(
            event ->
                IntStream.rangeClosed(1, EventCatalog.revisionOf(event))
                    .mapToObj(revision -> arguments(EventCatalog.nameOf(event), revision, event)));
  }

  private IntermediateEventRepresentation representation(String name, int revision) {
    var entry =
        new GenericDomainEventEntry<>(
            "any",
            "any",
            0L,
            "any",
            Instant.EPOCH,
            name,
            Integer.toString(revision),
            golden(name, revision).toString().getBytes(UTF_8),
            "{}".getBytes(UTF_8));
    return new InitialEventRepresentation(entry, serializer);
  }

  private Object read(IntermediateEventRepresentation event) {
    return serializer.deserialize(event.getData());
  }

  private JsonNode golden(String name, int revision) {
    try {
      return json.readTree(Files.readAllBytes(GOLDEN.resolve(name).resolve(revision + ".json")));
    } catch (IOException missing) {
      throw new UncheckedIOException(
          "Add the golden file for " + name + " revision " + revision, missing);
    }
  }
}
