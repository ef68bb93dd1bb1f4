package dev.agentledger.server.policy;

import dev.agentledger.events.agent.AgentKind;
import dev.agentledger.events.policy.ApprovalRule;
import dev.agentledger.events.policy.PromotionPolicy;
import java.util.List;
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
    ApprovalRule approval,
    @Nullable String reason) {

  PromotionPolicyAmendment {
    automaticKinds = List.copyOf(automaticKinds);
    networkWords = List.copyOf(networkWords);
    if (functionCodeLimit < 0) {
      throw new IllegalArgumentException("functionCodeLimit must not be negative");
    }
    if (networkWords.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("networkWords must not hold a blank word");
    }
  }

  PromotionPolicy policy() {
    return new PromotionPolicy(automaticKinds, functionCodeLimit, networkWords, approval);
  }
}
