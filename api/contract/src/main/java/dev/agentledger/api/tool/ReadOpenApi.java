package dev.agentledger.api.tool;

import dev.agentledger.events.tool.ToolApproval;
import org.jspecify.annotations.Nullable;

/**
 * Ask what tools the operations of an OpenAPI description become; answered by {@link
 * ProposedTools}.
 *
 * @param document the description as plain JSON values, of whatever shape
 * @param server where the operations are, if not where the description says
 * @param approval of what changes something
 * @param allowPrivate whether the server may be in a private network or on this machine
 */
public record ReadOpenApi(
    @Nullable Object document,
    @Nullable String server,
    ToolApproval.Need approval,
    boolean allowPrivate) {}
