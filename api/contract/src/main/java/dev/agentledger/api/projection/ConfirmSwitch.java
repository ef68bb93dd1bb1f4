package dev.agentledger.api.projection;

import org.axonframework.commandhandling.RoutingKey;

/** Let a rebuild that awaits it switch; answered by a {@link RebuildView}. */
public record ConfirmSwitch(@RoutingKey String projection, String rebuildId)
    implements ProjectionCommand {}
