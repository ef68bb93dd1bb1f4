package dev.agentledger.events.agent;

import java.util.List;

/**
 * What was known when a promotion was requested.
 *
 * @param policyVersion the promotion policy that judged it
 */
public record PromotionEvidence(List<Finding> findings, DryRun dryRun, int policyVersion) {

  public PromotionEvidence {
    findings = List.copyOf(findings);
  }
}
