package dev.agentledger.command.policy;

import dev.agentledger.api.Recorded;
import dev.agentledger.api.policy.AdoptPromotionPolicy;
import dev.agentledger.api.policy.AmendPromotionPolicy;
import dev.agentledger.api.policy.PolicyCommand;
import dev.agentledger.command.CommandConfiguration;
import dev.agentledger.command.Decides;
import dev.agentledger.command.Owner;
import dev.agentledger.command.Recording;
import dev.agentledger.events.policy.PolicyEvent;
import dev.agentledger.events.policy.PolicyId;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.serialization.Revision;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/**
 * Axon's handle on a policy: routes commands to {@link PolicyDecisions} and facts to {@link
 * PolicyState}.
 */
@Aggregate(
    type = "policy",
    cache = CommandConfiguration.CACHE,
    snapshotTriggerDefinition = CommandConfiguration.SNAPSHOTS)
@Revision("1")
final class Policy {

  @AggregateIdentifier
  @SuppressWarnings("UnusedVariable") // Axon reads it
  private @Nullable PolicyId policyId;

  private Owner owner = Owner.unknownOf("Policy");
  private PolicyState state = new PolicyState.Absent();

  private Policy() {}

  @Decides
  Recorded handle(AdoptPromotionPolicy command, MetaData metadata) {
    return decide(command, metadata);
  }

  @Decides
  Recorded handle(AmendPromotionPolicy command, MetaData metadata) {
    return decide(command, metadata);
  }

  @EventSourcingHandler
  void on(PolicyEvent event, MetaData metadata) {
    owner = owner.orFrom(metadata);
    policyId = event.policyId();
    state = PolicyState.evolve(state, event);
  }

  private Recorded decide(PolicyCommand command, MetaData metadata) {
    return Recording.of(
        metadata, owner, command.policyId(), () -> PolicyDecisions.decide(state, command));
  }
}
