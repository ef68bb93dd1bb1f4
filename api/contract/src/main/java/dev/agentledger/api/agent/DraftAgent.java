package dev.agentledger.api.agent;

import dev.agentledger.events.agent.AgentDefinition;
import dev.agentledger.events.agent.AgentId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Save a draft: the first makes the agent, a different one makes the next version, the same one
 * changes nothing.
 *
 * @param mustExist whether to refuse to make a new agent
 */
public record DraftAgent(
    @TargetAggregateIdentifier AgentId agentId,
    AgentDefinition definition,
    String editedBy,
    boolean mustExist)
    implements AgentCommand {}
