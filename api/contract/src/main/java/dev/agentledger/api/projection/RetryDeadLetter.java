package dev.agentledger.api.projection;

import org.axonframework.commandhandling.RoutingKey;

/**
 * Try an event again, and what waits behind it; answered by whether its stream is followed again.
 */
public record RetryDeadLetter(@RoutingKey String projection, String tenant, String eventId)
    implements ProjectionCommand {}
