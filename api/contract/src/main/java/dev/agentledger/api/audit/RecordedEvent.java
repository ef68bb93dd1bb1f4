package dev.agentledger.api.audit;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One event of the log as it is stored.
 *
 * @param position in the whole log
 * @param sequence in its stream, counted from zero
 * @param envelope the metadata
 * @param payload plain JSON values
 */
public record RecordedEvent(
    long position,
    String eventId,
    String streamType,
    String streamId,
    long sequence,
    Instant recordedAt,
    String contract,
    int revision,
    Map<String, @Nullable Object> envelope,
    Map<String, @Nullable Object> payload) {}
