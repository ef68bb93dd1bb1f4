package dev.agentledger.api.policy;

/** Ask for the promotion policy in force; answered by an optional {@link PromotionPolicyView}. */
public record FindPromotionPolicy(String tenant) {}
