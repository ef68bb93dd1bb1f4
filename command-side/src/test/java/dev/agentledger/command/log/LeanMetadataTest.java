package dev.agentledger.command.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentledger.events.evolution.ContractSerializer;
import java.util.Map;
import org.axonframework.messaging.MetaData;
import org.junit.jupiter.api.Test;

class LeanMetadataTest {

  private static final ContractSerializer JSON = ContractSerializer.create();
  private static final String ID = "0190d2a6-7b1c-7d3e-8f00-0123456789ab";
  private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  @Test
  void idsOfTheUsualFormAreNotKeptAsText() throws Exception {
    var metadata =
        MetaData.from(
            Map.of("commandId", ID, "causationId", ID, "traceparent", TRACE, "tenant", "default"));

    var lean = LeanMetadata.of(metadata, JSON);

    assertThat(new String(lean.rest(), UTF_8)).isEqualTo("{\"tenant\":\"default\"}");
    assertThat(readBack(lean)).isEqualTo(metadata);
  }

  @Test
  void nothingIsLeftOfIdsAlone() throws Exception {
    var metadata = MetaData.from(Map.of("commandId", ID, "correlationId", ID));

    assertThat(readBack(LeanMetadata.of(metadata, JSON))).isEqualTo(metadata);
    assertThat(readBack(LeanMetadata.of(MetaData.emptyInstance(), JSON))).isEmpty();
  }

  @Test
  void anIdOfAnotherFormIsKeptAsItIs() throws Exception {
    var metadata =
        MetaData.from(
            Map.of(
                "commandId",
                ID.toUpperCase(java.util.Locale.ROOT),
                "correlationId",
                "order \"7\"",
                "causationId",
                7,
                "traceparent",
                TRACE + "-later"));

    var lean = LeanMetadata.of(metadata, JSON);

    assertThat(lean.command()).isNull();
    assertThat(lean.trace()).isNull();
    assertThat(readBack(lean)).isEqualTo(metadata);
  }

  private static Map<?, ?> readBack(LeanMetadata lean) throws Exception {
    return ContractSerializer.json().readValue(lean.json(), Map.class);
  }
}
