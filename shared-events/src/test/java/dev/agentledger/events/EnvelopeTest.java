package dev.agentledger.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvelopeTest {

  private static final Envelope WHOLE =
      new Envelope(
          "default",
          "ada",
          "api-key:key_1",
          "grace",
          "command-1",
          "correlation-1",
          "cause-1",
          "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

  @Test
  void isReadBackFromMetadataAsItWas() {
    assertThat(Envelope.from(WHOLE.toMetadata())).isEqualTo(WHOLE);
  }

  @Test
  void whatIsNotKnownIsNotInTheMetadata() {
    assertThat(Envelope.of("default", "ada", "api-key:key_1").toMetadata())
        .containsOnlyKeys("tenant", "actor", "authentication");
  }

  @Test
  void withoutTenantActorOrAuthenticationThereIsNone() {
    assertThatThrownBy(() -> Envelope.from(Map.of("actor", "ada", "authentication", "internal")))
        .hasMessage("The envelope has no tenant");
    assertThatThrownBy(() -> Envelope.from(Map.of("tenant", "a", "authentication", "internal")))
        .hasMessage("The envelope has no actor");
    assertThatThrownBy(() -> Envelope.from(Map.of("tenant", "a", "actor", "ada")))
        .hasMessage("The envelope has no authentication");
  }

  @Test
  void aProcessActsForWhoeverBeganTheChain() {
    var begun = Envelope.of("default", "ada", "api-key:key_1");

    var continued = begun.continuedBy("promotion");

    assertThat(continued.actor()).isEqualTo("system:promotion");
    assertThat(continued.authentication()).isEqualTo("internal");
    assertThat(continued.onBehalfOf()).isEqualTo("ada");
    assertThat(continued.continuedBy("runs").onBehalfOf()).isEqualTo("ada");
  }
}
