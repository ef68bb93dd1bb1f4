package dev.agentledger.command.policy;

import dev.agentledger.api.CommandRefused;
import dev.agentledger.api.CommandRefused.Reason;
import dev.agentledger.api.policy.AdoptPromotionPolicy;
import dev.agentledger.api.policy.AmendPromotionPolicy;
import dev.agentledger.api.policy.PolicyCommand;
import dev.agentledger.command.policy.PolicyState.Absent;
import dev.agentledger.command.policy.PolicyState.InForce;
import dev.agentledger.events.policy.PolicyEvent;
import dev.agentledger.events.policy.PromotionPolicyAdopted;
import dev.agentledger.events.policy.PromotionPolicyAmended;
import java.util.List;

/**
 * The rules by which policies change, as pure functions: a command and a state in, the facts that
 * follow out.
 *
 * <p>No facts means the command had already been carried out. A refusal is a {@link
 * CommandRefused}.
 */
final class PolicyDecisions {

  private PolicyDecisions() {}

  static List<PolicyEvent> decide(PolicyState state, PolicyCommand command) {
    return switch (command) {
      case AdoptPromotionPolicy adoption -> adopt(state, adoption);
      case AmendPromotionPolicy amendment -> amend(state, amendment);
    };
  }

  private static List<PolicyEvent> adopt(PolicyState state, AdoptPromotionPolicy command) {
    return switch (state) {
      case Absent _ -> List.of(new PromotionPolicyAdopted(command.policyId(), 1, command.policy()));
      case InForce _ -> List.of();
    };
  }

  private static List<PolicyEvent> amend(PolicyState state, AmendPromotionPolicy command) {
    return switch (state) {
      case InForce(_, var policy) when policy.equals(command.policy()) -> List.of();
      case InForce(var version, _) ->
          List.of(
              new PromotionPolicyAmended(
                  command.policyId(), version + 1, command.policy(), command.reason()));
      case Absent _ ->
          throw new CommandRefused(
              Reason.NOT_FOUND, "Policy %s does not exist".formatted(command.policyId()));
    };
  }
}
