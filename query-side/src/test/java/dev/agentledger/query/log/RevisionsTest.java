package dev.agentledger.query.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentledger.events.key.KeyEvent;
import dev.agentledger.events.key.KeyId;
import dev.agentledger.events.key.KeyRevoked;
import java.time.Instant;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.upcasting.event.EventUpcasterChain;
import org.axonframework.serialization.upcasting.event.IntermediateEventRepresentation;
import org.axonframework.serialization.upcasting.event.SingleEventUpcaster;
import org.junit.jupiter.api.Test;

class RevisionsTest {

  /** As if the id had once been called {@code key}, under another name of the event. */
  private static final class KeyGotItsId extends SingleEventUpcaster {

    @Override
    protected boolean canUpcast(IntermediateEventRepresentation event) {
      return event.getType().equals(new SimpleSerializedType("key.withdrawn", "0"));
    }

    @Override
    protected IntermediateEventRepresentation doUpcast(IntermediateEventRepresentation event) {
      return event.upcastPayload(
          new SimpleSerializedType("key.revoked", "1"),
          JsonNode.class,
          payload -> ((ObjectNode) payload).set("keyId", ((ObjectNode) payload).remove("key")));
    }
  }

  private static final StoredEvent OLD =
      new StoredEvent(
          9,
          "event-9",
          "key",
          "key_1",
          4,
          "2026-01-15T12:00:00.000Z",
          "key.withdrawn",
          "0",
          "{\"tenant\":\"acme\",\"actor\":\"ada\",\"authentication\":\"internal\"}",
          "{\"key\":\"key_1\"}");

  private final Revisions revisions = new Revisions(new EventUpcasterChain(new KeyGotItsId()));

  @Test
  void anOldRevisionIsShownAsTheCurrentOne() {
    assertThat(revisions.current(OLD))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.contract()).isEqualTo("key.revoked");
              assertThat(event.revision()).isEqualTo(1);
              assertThat(event.payload()).containsOnlyKeys("keyId").containsEntry("keyId", "key_1");
              assertThat(event.position()).isEqualTo(9);
              assertThat(event.sequence()).isEqualTo(4);
            });
  }

  @Test
  void anOldRevisionIsReadAsTheCurrentEvent() {
    assertThat(revisions.read(OLD, KeyEvent.class))
        .containsExactly(
            new PastEvent<>(
                new KeyRevoked(new KeyId("key_1")),
                9,
                4,
                Instant.parse("2026-01-15T12:00:00Z"),
                "ada"));
  }

  @Test
  void whatIsStoredStaysAsItIs() {
    assertThat(OLD.recorded().contract()).isEqualTo("key.withdrawn");
    assertThat(OLD.recorded().revision()).isZero();
  }
}
