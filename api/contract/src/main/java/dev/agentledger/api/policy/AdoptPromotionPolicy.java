package dev.agentledger.api.policy;

import dev.agentledger.events.policy.PolicyId;
import dev.agentledger.events.policy.PromotionPolicy;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Give a tenant its first promotion policy; harmless if it has one. */
public record AdoptPromotionPolicy(
    @TargetAggregateIdentifier PolicyId policyId, PromotionPolicy policy)
    implements PolicyCommand {}
