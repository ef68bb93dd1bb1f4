package dev.agentledger.events.evolution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentledger.events.EventSamples;
import dev.agentledger.events.run.RunFailed;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.eventhandling.GenericDomainEventEntry;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.upcasting.event.EventUpcasterChain;
import org.axonframework.serialization.upcasting.event.InitialEventRepresentation;
import org.axonframework.serialization.upcasting.event.IntermediateEventRepresentation;
import org.axonframework.serialization.upcasting.event.SingleEventUpcaster;
import org.junit.jupiter.api.Test;

/** Old revisions become current ones step by step, on the JSON and not on classes. */
class EventEvolutionTest {

  private final ContractSerializer serializer = ContractSerializer.create();

  @Test
  void anEventGoesThroughEveryStepBetweenItsRevisionAndTheCurrentOne() {
    var chain = new EventUpcasterChain(List.of(new MessageIsNamed(), new ErrorIsStructured()));

    var upcast = chain.upcast(Stream.of(stored("-1", "{\"runId\":\"run_1\",\"text\":\"Broken\"}")));

    assertThat(upcast)
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.getType().getRevision()).isEqualTo("1");
              assertThat(read(event))
                  .isInstanceOfSatisfying(
                      RunFailed.class,
                      failed -> assertThat(failed.error().message()).isEqualTo("Broken"));
            });
  }

  @Test
  void anEventOfTheCurrentRevisionIsLeftAlone() {
    var current = serializer.serialize(EventSamples.RUN_FAILED, String.class).getData();

    var upcast = EventEvolution.chain().upcast(Stream.of(stored("1", current)));

    assertThat(upcast)
        .singleElement()
        .satisfies(event -> assertThat(read(event)).isEqualTo(EventSamples.RUN_FAILED));
  }

  private Object read(IntermediateEventRepresentation event) {
    return serializer.deserialize(event.getData());
  }

  private IntermediateEventRepresentation stored(String revision, String payload) {
    return new InitialEventRepresentation(
        new GenericDomainEventEntry<>(
            "run",
            "run_1",
            0L,
            "any",
            Instant.EPOCH,
            "run.failed",
            revision,
            payload.getBytes(UTF_8),
            "{}".getBytes(UTF_8)),
        serializer);
  }

  /** A revision that never was: the text became the message. */
  private static final class MessageIsNamed extends Step {

    MessageIsNamed() {
      super("-1", "0");
    }

    @Override
    JsonNode change(ObjectNode payload) {
      return payload.set("message", payload.remove("text"));
    }
  }

  /** A revision that never was: the message moved into an error. */
  private static final class ErrorIsStructured extends Step {

    ErrorIsStructured() {
      super("0", "1");
    }

    @Override
    JsonNode change(ObjectNode payload) {
      var message = payload.remove("message");
      payload.putObject("error").put("kind", "unrecorded").set("message", message);
      return payload;
    }
  }

  private abstract static class Step extends SingleEventUpcaster {

    private final SimpleSerializedType from;
    private final SimpleSerializedType to;

    Step(String from, String to) {
      this.from = new SimpleSerializedType("run.failed", from);
      this.to = new SimpleSerializedType("run.failed", to);
    }

    abstract JsonNode change(ObjectNode payload);

    @Override
    protected boolean canUpcast(IntermediateEventRepresentation event) {
      return event.getType().equals(from);
    }

    @Override
    protected IntermediateEventRepresentation doUpcast(IntermediateEventRepresentation event) {
      return event.upcastPayload(to, JsonNode.class, payload -> change((ObjectNode) payload));
    }
  }
}
