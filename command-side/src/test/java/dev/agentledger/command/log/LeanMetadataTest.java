package dev.agentledger.command.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeanMetadataTest {

  private static final String ID = "0190d2a6-7b1c-7d3e-8f00-0123456789ab";
  private static final String CHAIN = "cor_fedcba98765432100123456789abcdef";
  private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  @Test
  void nothingOfAUsualEnvelopeIsKeptAsText() {
    var metadata =
        Map.of(
            "commandId",
            ID,
            "correlationId",
            CHAIN,
            "causationId",
            ID,
            "traceparent",
            TRACE,
            "tenant",
            "default",
            "actor",
            "system:run-worker",
            "authentication",
            "internal",
            "onBehalfOf",
            "ada");

    var lean = LeanMetadata.of(metadata);

    assertThat(lean.rest()).isNull();
    assertThat(lean.circumstance())
        .isEqualTo(new Circumstance("default", "system:run-worker", "internal", "ada", "cor_"));
    assertThat(lean.whole()).isEqualTo(metadata);
  }

  @Test
  void aChainMayBeNamedByAPlainUuidToo() {
    var metadata = Map.of("commandId", ID, "correlationId", ID);

    var lean = LeanMetadata.of(metadata);

    assertThat(lean.circumstance().correlation()).isNull();
    assertThat(lean.whole()).isEqualTo(metadata);
    assertThat(LeanMetadata.of(Map.of()).whole()).isEmpty();
  }

  @Test
  void whatHasAnotherFormIsKeptAsItIs() {
    var metadata =
        Map.of(
            "commandId",
            ID.toUpperCase(Locale.ROOT),
            "correlationId",
            "order \"7\"",
            "causationId",
            7,
            "traceparent",
            TRACE + "-later",
            "actor",
            8,
            "unknown",
            "to envelopes");

    var lean = LeanMetadata.of(metadata);

    assertThat(lean.command()).isNull();
    assertThat(lean.trace()).isNull();
    assertThat(lean.circumstance().actor()).isNull();
    assertThat(lean.whole()).isEqualTo(metadata);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\0b", "\uD83D", "\uD83D\uDE00"})
  void whatNoColumnCanHoldIsKeptAsItIs(String actor) {
    var lean = LeanMetadata.of(Map.of("actor", actor, "tenant", "x".repeat(101)));

    assertThat(lean.circumstance()).isEqualTo(Circumstance.NONE);
    assertThat(lean.rest()).isNotNull();
  }

  @Test
  void asJsonItSaysTheSame() {
    assertThat(new String(LeanMetadata.of(Map.of("tenant", "a \"b\"", "x", 1)).json(), UTF_8))
        .isEqualTo("{\"tenant\":\"a \\\"b\\\"\",\"x\":1}");
  }
}
