package dev.agentledger.api.agent;

import dev.agentledger.events.agent.AgentDefinition;
import dev.agentledger.events.agent.AgentId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One immutable version of an agent.
 *
 * @param definition absent in lists
 */
public record AgentVersionView(
    AgentId agentId,
    int number,
    String hash,
    String editedBy,
    Instant editedAt,
    @Nullable AgentDefinition definition) {}
