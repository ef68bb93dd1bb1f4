package dev.agentledger.api.agent;

import dev.agentledger.events.agent.AgentDefinition;

/**
 * Ask what is wrong with a definition, by the rules of its kind; answered by a {@link Validation}.
 */
public record ValidateDefinition(String tenant, AgentDefinition definition) {}
