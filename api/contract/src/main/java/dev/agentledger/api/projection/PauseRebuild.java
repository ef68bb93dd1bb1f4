package dev.agentledger.api.projection;

import org.axonframework.commandhandling.RoutingKey;

/** Stop filling the new generation until told to go on; answered by a {@link RebuildView}. */
public record PauseRebuild(@RoutingKey String projection, String rebuildId)
    implements ProjectionCommand {}
