package dev.agentledger.server.deadletter;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stream that a projection has stopped following, since it could not digest one of its events.
 *
 * @param group the projection
 * @param streamId the stream; its later events wait behind the first
 * @param contract stored name of the event that could not be digested
 * @param waiting how many events wait, that one included
 * @param cause what the handler said, if it said anything
 */
public record DeadLetterView(
    String group,
    String streamId,
    String eventId,
    String contract,
    long waiting,
    @Nullable String cause,
    Instant since,
    Instant lastTried) {}
