package dev.agentledger.api.agent;

import dev.agentledger.events.agent.AgentDefinition;

/** Ask to run the smoke tests that a definition declares; answered by a {@link SmokeRun}. */
public record SmokeRunDefinition(AgentDefinition definition) {}
