package dev.agentledger.api.projection;

import java.time.Instant;

/**
 * An event that a projection could not digest.
 *
 * @param position of the event in the log; later events of its stream wait behind it
 */
public record DeadLetterView(
    String eventId,
    String streamId,
    String contract,
    long position,
    long waiting,
    String cause,
    Instant since) {}
