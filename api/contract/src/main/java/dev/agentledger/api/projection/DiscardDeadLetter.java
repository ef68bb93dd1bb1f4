package dev.agentledger.api.projection;

import org.axonframework.commandhandling.RoutingKey;

/** Let a projection go on without an event; answered by whether there was such an event. */
public record DiscardDeadLetter(@RoutingKey String projection, String tenant, String eventId)
    implements ProjectionCommand {}
