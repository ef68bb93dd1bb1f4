package dev.agentledger.api.projection;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stream that a projection has stopped following, since it could not digest one of its events.
 *
 * @param eventId the first event that waits
 * @param contract its stored name
 * @param waiting how many events wait, that one included
 * @param cause why it could not be digested, if it has been tried
 */
public record ParkedStream(
    String projection,
    String streamId,
    String eventId,
    String contract,
    long waiting,
    @Nullable String cause,
    Instant since,
    Instant lastTried) {}
