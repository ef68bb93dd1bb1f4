package dev.agentledger.api.tool;

import dev.agentledger.events.tool.ToolId;

/**
 * Ask for one version; answered by an optional {@link ToolVersionView}.
 *
 * @param version its number, its hash, an unambiguous beginning of the hash, or {@code latest}
 */
public record FindToolVersion(String tenant, ToolId toolId, String version) {}
