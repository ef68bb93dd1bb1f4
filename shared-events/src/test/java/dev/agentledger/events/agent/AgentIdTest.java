package dev.agentledger.events.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AgentIdTest {

  @Test
  void theSameSlugInTheSameTenantIsTheSameAgent() {
    assertThat(AgentId.of("acme", "helper")).isEqualTo(AgentId.of("acme", "helper"));
  }

  @Test
  void anotherTenantOrSlugIsAnotherAgent() {
    assertThat(AgentId.of("acme", "helper"))
        .isNotEqualTo(AgentId.of("other", "helper"))
        .isNotEqualTo(AgentId.of("acme", "helpers"));
  }

  @Test
  void theDerivationNeverChanges() {
    assertThat(AgentId.of("default", "text-statistics"))
        .hasToString("agt_a56b101a8f4821607ecb6054");
  }

  @Test
  void aPersonMayNameAnAgentByIdOrBySlug() {
    var agent = AgentId.of("acme", "helper");

    assertThat(AgentId.fromIdOrSlug("acme", "helper")).isEqualTo(agent);
    assertThat(AgentId.fromIdOrSlug("acme", agent.value())).isEqualTo(agent);
  }

  @Test
  void aBlankIdIsNone() {
    assertThatThrownBy(() -> new AgentId(" "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("An agent id must not be blank");
  }
}
