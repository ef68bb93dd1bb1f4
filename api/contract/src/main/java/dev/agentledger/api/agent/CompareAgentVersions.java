package dev.agentledger.api.agent;

import dev.agentledger.events.agent.AgentId;

/**
 * Ask what changed between two versions, each named as in {@link FindAgentVersion}; answered by an
 * optional {@link VersionComparison}.
 */
public record CompareAgentVersions(String tenant, AgentId agentId, String from, String to) {}
