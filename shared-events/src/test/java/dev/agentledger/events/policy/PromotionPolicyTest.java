package dev.agentledger.events.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentledger.events.agent.AgentDefinition;
import dev.agentledger.events.agent.AgentKind;
import dev.agentledger.events.agent.Limits;
import dev.agentledger.events.key.Role;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PromotionPolicyTest {

  private final PromotionPolicy policy = PromotionPolicy.DEFAULT;

  @Nested
  class ByDefault {

    @Test
    void aContextAgentNeedsNobody() {
      var requirement = policy.requirementFor(definition(AgentKind.CONTEXT, null));

      assertThat(requirement.automatic()).isTrue();
      assertThat(requirement.reasons()).isEmpty();
    }

    @Test
    void aShortFunctionNeedsNobody() {
      assertThat(policy.requirementFor(function("x".repeat(5_000))).automatic()).isTrue();
    }

    @Test
    void aLongFunctionNeedsAPerson() {
      var requirement = policy.requirementFor(function("x".repeat(5_001)));

      assertThat(requirement.automatic()).isFalse();
      assertThat(requirement.reasons())
          .containsExactly("The code has 5001 characters, more than 5000");
    }

    @Test
    void aFunctionThatCallsOutNeedsAPerson() {
      var requirement = policy.requirementFor(function("await fetch('https://example.com')"));

      assertThat(requirement.automatic()).isFalse();
      assertThat(requirement.reasons())
          .containsExactly(
              "The code mentions 'fetch', so it may call out",
              "The code mentions 'http', so it may call out");
    }

    @Test
    void aWordWithinAWordIsNoCall() {
      assertThat(policy.requirementFor(function("prefetch(1)")).automatic()).isTrue();
    }

    @Test
    void anApiAgentNeedsAPerson() {
      assertThat(policy.requirementFor(definition(AgentKind.API, null)).reasons())
          .containsExactly("Agents of kind api need a person");
    }

    @Test
    void anOrchestratorNeedsAPerson() {
      assertThat(policy.requirementFor(definition(AgentKind.ORCHESTRATOR, null)).reasons())
          .containsExactly("Agents of kind orchestrator need a person");
    }
  }

  @Nested
  class ARuleOfApproval {

    @Test
    void needsSomebody() {
      assertThatThrownBy(() -> rule(0, List.of(), 1, 2, 3))
          .hasMessage("At least one approval is needed");
    }

    @Test
    void canBeMet() {
      assertThatThrownBy(() -> rule(2, List.of("ada"), 1, 2, 3))
          .hasMessage("More approvals are needed than there are approvers");
    }

    @Test
    void remindsBeforeItEscalatesAndEscalatesBeforeItExpires() {
      assertThatThrownBy(() -> rule(1, List.of(), 2, 1, 3))
          .hasMessage("A reminder comes first, then the escalation, then the expiry");
      assertThatThrownBy(() -> rule(1, List.of(), 1, 3, 2))
          .hasMessage("A reminder comes first, then the escalation, then the expiry");
    }

    private static ApprovalRule rule(
        int approvals, List<String> approvers, int remind, int escalate, int expire) {
      return new ApprovalRule(
          approvals,
          Role.APPROVER,
          approvers,
          Duration.ofHours(remind),
          Duration.ofHours(escalate),
          Duration.ofHours(expire));
    }
  }

  private static AgentDefinition function(String code) {
    return definition(AgentKind.FUNCTION, code);
  }

  private static AgentDefinition definition(AgentKind kind, String code) {
    return new AgentDefinition(
        "any",
        "Any",
        null,
        kind,
        List.of(),
        List.of(),
        List.of(),
        null,
        null,
        null,
        null,
        List.of(),
        code,
        null,
        List.of(),
        Limits.NONE,
        null,
        List.of());
  }
}
