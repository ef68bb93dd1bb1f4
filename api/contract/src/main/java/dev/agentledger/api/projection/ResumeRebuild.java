package dev.agentledger.api.projection;

import org.axonframework.commandhandling.RoutingKey;

/** Go on where a rebuild was paused or failed; answered by a {@link RebuildView}. */
public record ResumeRebuild(@RoutingKey String projection, String rebuildId)
    implements ProjectionCommand {}
