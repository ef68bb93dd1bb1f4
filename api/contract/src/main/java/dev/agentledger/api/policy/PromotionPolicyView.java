package dev.agentledger.api.policy;

import dev.agentledger.events.policy.PromotionPolicy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The promotion policy in force.
 *
 * @param version counts the policies of the tenant; starts at one
 * @param streamVersion version of the policy's stream; its ETag
 */
public record PromotionPolicyView(
    int version,
    PromotionPolicy policy,
    @Nullable String reason,
    Instant amendedAt,
    String amendedBy,
    long streamVersion) {}
