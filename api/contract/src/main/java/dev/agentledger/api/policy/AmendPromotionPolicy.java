package dev.agentledger.api.policy;

import dev.agentledger.events.policy.PolicyId;
import dev.agentledger.events.policy.PromotionPolicy;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** Judge promotions by this policy from here on. */
public record AmendPromotionPolicy(
    @TargetAggregateIdentifier PolicyId policyId, PromotionPolicy policy, @Nullable String reason)
    implements PolicyCommand {}
