package dev.agentledger.api.projection;

import org.axonframework.commandhandling.RoutingKey;

/** Build the projection anew; answered by a {@link RebuildView}. Repeating an id is harmless. */
public record StartRebuild(@RoutingKey String projection, String rebuildId, SwitchMode switching)
    implements ProjectionCommand {}
