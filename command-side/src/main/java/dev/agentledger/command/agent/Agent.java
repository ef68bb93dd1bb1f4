package dev.agentledger.command.agent;

import dev.agentledger.api.Recorded;
import dev.agentledger.api.agent.ActivateAgent;
import dev.agentledger.api.agent.AgentCommand;
import dev.agentledger.api.agent.ApprovePromotion;
import dev.agentledger.api.agent.ArchiveAgent;
import dev.agentledger.api.agent.DemoteAgent;
import dev.agentledger.api.agent.DraftAgent;
import dev.agentledger.api.agent.RejectPromotion;
import dev.agentledger.api.agent.RequestPromotion;
import dev.agentledger.api.agent.RestoreAgent;
import dev.agentledger.api.agent.WithdrawPromotion;
import dev.agentledger.command.CommandConfiguration;
import dev.agentledger.command.Decides;
import dev.agentledger.command.Owner;
import dev.agentledger.command.Recording;
import dev.agentledger.events.agent.AgentEvent;
import dev.agentledger.events.agent.AgentId;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.serialization.Revision;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/**
 * Axon's handle on an agent: routes commands to {@link AgentDecisions} and facts to {@link
 * AgentState}.
 */
@Aggregate(
    type = "agent",
    cache = CommandConfiguration.CACHE,
    snapshotTriggerDefinition = CommandConfiguration.SNAPSHOTS)
@Revision("1")
final class Agent {

  @AggregateIdentifier
  @SuppressWarnings("UnusedVariable") // Axon reads it
  private @Nullable AgentId agentId;

  private Owner owner = Owner.unknownOf("Agent");
  private AgentState state = new AgentState.Absent();

  private Agent() {}

  @Decides
  Recorded handle(DraftAgent command, MetaData metadata) {
    return decide(command, metadata);
  }

  @Decides
  Recorded handle(RequestPromotion command, MetaData metadata) {
    return decide(command, metadata);
  }

  @Decides
  Recorded handle(ApprovePromotion command, MetaData metadata) {
    return decide(command, metadata);
  }

  @Decides
  Recorded handle(RejectPromotion command, MetaData metadata) {
    return decide(command, metadata);
  }

  @Decides
  Recorded handle(WithdrawPromotion command, MetaData metadata) {
    return decide(command, metadata);
  }

  @Decides
  Recorded handle(ActivateAgent command, MetaData metadata) {
    return decide(command, metadata);
  }

  @Decides
  Recorded handle(DemoteAgent command, MetaData metadata) {
    return decide(command, metadata);
  }

  @Decides
  Recorded handle(ArchiveAgent command, MetaData metadata) {
    return decide(command, metadata);
  }

  @Decides
  Recorded handle(RestoreAgent command, MetaData metadata) {
    return decide(command, metadata);
  }

  @EventSourcingHandler
  void on(AgentEvent event, MetaData metadata) {
    owner = owner.orFrom(metadata);
    agentId = event.agentId();
    state = AgentState.evolve(state, event);
  }

  private Recorded decide(AgentCommand command, MetaData metadata) {
    return Recording.of(
        metadata, owner, command.agentId(), () -> AgentDecisions.decide(state, command));
  }
}
