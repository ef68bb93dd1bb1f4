package dev.agentledger.api.agent;

import dev.agentledger.events.agent.DryRun;
import dev.agentledger.events.agent.VersionRef;
import dev.agentledger.events.policy.PromotionRequirement;

/**
 * What stands between a version and service.
 *
 * @param requestable whether a promotion could be requested now
 */
public record PromotionRequirements(
    VersionRef version,
    boolean requestable,
    Validation validation,
    DryRun dryRun,
    PromotionRequirement requirement,
    int policyVersion) {}
