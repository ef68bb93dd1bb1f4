package dev.agentledger.server.resource;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** The models that agents can name. */
@TestPropertySource(
    properties = {
      "ledger.models.default-model=house/small",
      "ledger.models.providers.house.protocol=openai",
      "ledger.models.providers.house.base-url=http://127.0.0.1:9/v1",
      "ledger.models.providers.house.key=sk-house-secret",
      "ledger.models.providers.house.models.small.context-window=32768",
      "ledger.models.providers.house.models.small.max-output-tokens=2048",
      "ledger.models.providers.house.models.small.vision=true"
    })
class ModelsOverHttpTest extends RunningLedger {

  @Test
  void everybodySeesWhichThereAre() {
    var answer = get(as("vera", "viewer"), "/api/v1/models");

    var text = answer.expectStatus().isOk().expectBody(String.class).returnResult();
    var items = json(text.getResponseBody()).path("items");
    assertThat(items.findValuesAsText("name")).contains("house/small", "rehearsal/rehearsal");
    var house = items.get(items.findValuesAsText("name").indexOf("house/small"));
    assertThat(house.path("provider").asText()).isEqualTo("house");
    assertThat(house.path("protocol").asText()).isEqualTo("openai");
    assertThat(house.path("contextWindow").asInt()).isEqualTo(32_768);
    assertThat(house.path("maxOutputTokens").asInt()).isEqualTo(2_048);
    assertThat(house.path("isDefault").asBoolean()).isTrue();
    assertThat(house.at("/capabilities/tools").asBoolean()).isTrue();
    assertThat(house.at("/capabilities/vision").asBoolean()).isTrue();
    assertThat(house.at("/health/state").asText()).isEqualTo("unknown");
    assertThat(text.getResponseBody()).doesNotContain("sk-house-secret");
  }

  @Test
  void strangersDoNot() {
    get(anonymous(), "/api/v1/models").expectStatus().isUnauthorized();
  }
}
