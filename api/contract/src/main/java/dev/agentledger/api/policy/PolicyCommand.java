package dev.agentledger.api.policy;

import dev.agentledger.events.policy.PolicyId;

/** Everything a policy can be asked to do. */
public sealed interface PolicyCommand permits AdoptPromotionPolicy, AmendPromotionPolicy {

  PolicyId policyId();
}
