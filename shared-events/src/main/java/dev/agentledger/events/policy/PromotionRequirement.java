package dev.agentledger.events.policy;

import java.util.List;

/**
 * What a promotion needs.
 *
 * @param automatic whether no person is needed
 * @param reasons why a person is needed
 * @param approval how people decide, if they must
 */
public record PromotionRequirement(boolean automatic, List<String> reasons, ApprovalRule approval) {

  public PromotionRequirement {
    reasons = List.copyOf(reasons);
  }
}
