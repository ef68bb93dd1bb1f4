package dev.agentledger.api.projection;

import org.axonframework.commandhandling.RoutingKey;

/** Serve the generation before the last switch again; harmless while it serves already. */
public record SwitchBack(@RoutingKey String projection) implements ProjectionCommand {}
