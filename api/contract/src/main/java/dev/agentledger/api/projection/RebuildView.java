package dev.agentledger.api.projection;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A generation of a projection that is filled beside the one that serves.
 *
 * @param generation the one that is to serve
 * @param version of the projection that fills it
 * @param switching when it takes over
 * @param position the last position that the whole generation has seen
 * @param head the last position of the log
 * @param events how many events it has written
 * @param eventsPerSecond at present, while it reads
 * @param secondsLeft until it has caught up, at this rate
 * @param comparison with the generation that serves, once it has caught up
 * @param reason why it awaits confirmation, or why it failed
 */
public record RebuildView(
    String rebuildId,
    String projection,
    RebuildKind kind,
    int generation,
    int version,
    RebuildState state,
    SwitchMode switching,
    long position,
    long head,
    long events,
    double eventsPerSecond,
    @Nullable Long secondsLeft,
    @Nullable GenerationComparison comparison,
    @Nullable String reason,
    String startedBy,
    Instant startedAt,
    @Nullable Instant endedAt) {}
