package dev.agentledger.api.agent;

import dev.agentledger.events.agent.AgentId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** Put the agent out of use. */
public record ArchiveAgent(@TargetAggregateIdentifier AgentId agentId, @Nullable String reason)
    implements AgentCommand {}
