package dev.agentledger.api.projection;

import org.axonframework.commandhandling.RoutingKey;

/** Give a rebuild up and drop what it has filled; answered by a {@link RebuildView}. */
public record CancelRebuild(@RoutingKey String projection, String rebuildId)
    implements ProjectionCommand {}
