package dev.agentledger.api.agent;

import dev.agentledger.events.agent.AgentId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Bring the agent back from the archive. */
public record RestoreAgent(@TargetAggregateIdentifier AgentId agentId) implements AgentCommand {}
