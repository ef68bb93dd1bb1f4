package dev.agentledger.events.policy;

import dev.agentledger.events.DomainEvent;

/** Everything that can happen to a policy. */
public sealed interface PolicyEvent extends DomainEvent
    permits PromotionPolicyAdopted, PromotionPolicyAmended {

  PolicyId policyId();
}
