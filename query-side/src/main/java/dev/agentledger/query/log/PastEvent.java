package dev.agentledger.query.log;

import dev.agentledger.events.DomainEvent;
import java.time.Instant;

/**
 * An event read back, for whoever folds a stream.
 *
 * @param by the actor
 */
public record PastEvent<E extends DomainEvent>(
    E event, long position, long sequence, Instant at, String by) {}
