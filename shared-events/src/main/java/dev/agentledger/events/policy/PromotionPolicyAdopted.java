package dev.agentledger.events.policy;

import dev.agentledger.events.EventContract;

/** A tenant has its first promotion policy. */
@EventContract(name = "policy.promotion-adopted")
public record PromotionPolicyAdopted(PolicyId policyId, int version, PromotionPolicy policy)
    implements PolicyEvent {}
