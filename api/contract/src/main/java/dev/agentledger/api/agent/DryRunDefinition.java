package dev.agentledger.api.agent;

import dev.agentledger.events.agent.AgentDefinition;

/**
 * Ask to try a definition on its example, without effect on the world; answered by a {@link
 * DryRun}.
 */
public record DryRunDefinition(AgentDefinition definition) {}
