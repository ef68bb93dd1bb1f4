package dev.agentledger.api.agent;

import dev.agentledger.events.agent.AgentId;
import org.jspecify.annotations.Nullable;

/** Ask for the versions of an agent, newest first; answered by an {@link AgentVersionPage}. */
public record ListAgentVersions(
    String tenant, AgentId agentId, @Nullable String cursor, int limit) {}
