package dev.agentledger.server.policy;

import static dev.agentledger.server.http.ProblemType.INVALID;

import dev.agentledger.events.agent.AgentKind;
import dev.agentledger.events.key.Role;
import dev.agentledger.events.policy.ApprovalRule;
import dev.agentledger.events.policy.PromotionPolicy;
import dev.agentledger.server.http.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A promotion policy as it comes in a body.
 *
 * @param automaticKinds kinds that are promoted without a person
 * @param functionCodeLimit most characters of code for a function to be promoted without a person
 * @param networkWords words in the code that mean it calls out
 * @param approval how people decide the others
 * @param reason why it is amended
 */
record PromotionPolicyAmendment(
    List<AgentKind> automaticKinds,
    int functionCodeLimit,
    List<String> networkWords,
    Approval approval,
    @Nullable String reason) {

  /**
   * How people decide.
   *
   * @param approvals how many must agree
   * @param role what they must be
   * @param approvers who they must be; anyone with the role when absent or empty
   */
  record Approval(
      int approvals,
      Role role,
      @Nullable List<String> approvers,
      Duration remindAfter,
      Duration escalateAfter,
      Duration expireAfter) {

    ApprovalRule rule() {
      return new ApprovalRule(
          approvals,
          role,
          Objects.requireNonNullElse(approvers, List.of()),
          remindAfter,
          escalateAfter,
          expireAfter);
    }
  }

  /** The policy; a problem when its values contradict each other. */
  PromotionPolicy policy() {
    if (networkWords.stream().anyMatch(String::isBlank)) {
      throw Problem.of(INVALID, "networkWords must not hold a blank word");
    }
    try {
      return new PromotionPolicy(automaticKinds, functionCodeLimit, networkWords, approval.rule());
    } catch (IllegalArgumentException contradiction) {
      throw Problem.of(INVALID, String.valueOf(contradiction.getMessage()));
    }
  }
}
