package dev.agentledger.api.agent;

import dev.agentledger.events.agent.AgentId;

/**
 * Ask for one version; answered by an optional {@link AgentVersionView}.
 *
 * @param version its number, its hash, an unambiguous beginning of the hash, {@code latest} or
 *     {@code active}
 */
public record FindAgentVersion(String tenant, AgentId agentId, String version) {}
