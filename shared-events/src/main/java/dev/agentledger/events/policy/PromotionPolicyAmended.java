package dev.agentledger.events.policy;

import dev.agentledger.events.EventContract;
import org.jspecify.annotations.Nullable;

/** Promotions requested from here on are judged by this policy. */
@EventContract(name = "policy.promotion-amended")
public record PromotionPolicyAmended(
    PolicyId policyId, int version, PromotionPolicy policy, @Nullable String reason)
    implements PolicyEvent {}
