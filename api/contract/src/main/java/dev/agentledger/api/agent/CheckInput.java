package dev.agentledger.api.agent;

import dev.agentledger.events.agent.AgentDefinition;
import org.jspecify.annotations.Nullable;

/** Ask whether an input is what an agent accepts; answered by a {@link Validation}. */
public record CheckInput(AgentDefinition definition, @Nullable Object input) {}
