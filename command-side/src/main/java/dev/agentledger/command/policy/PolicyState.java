package dev.agentledger.command.policy;

import dev.agentledger.events.policy.PolicyEvent;
import dev.agentledger.events.policy.PromotionPolicy;
import dev.agentledger.events.policy.PromotionPolicyAdopted;
import dev.agentledger.events.policy.PromotionPolicyAmended;

/** What a policy says now. */
sealed interface PolicyState {

  record Absent() implements PolicyState {}

  record InForce(int version, PromotionPolicy policy) implements PolicyState {}

  /**
   * The state after {@code event}; total and free of rules, because what happened cannot be
   * refused.
   */
  static PolicyState evolve(PolicyState state, PolicyEvent event) {
    return switch (event) {
      case PromotionPolicyAdopted(_, var version, var policy) -> new InForce(version, policy);
      case PromotionPolicyAmended(_, var version, var policy, _) -> new InForce(version, policy);
    };
  }
}
