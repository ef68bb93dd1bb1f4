package dev.agentledger.query.projection.rebuild;

import dev.agentledger.api.projection.GenerationComparison;
import dev.agentledger.api.projection.RebuildKind;
import dev.agentledger.api.projection.RebuildState;
import dev.agentledger.api.projection.RebuildView;
import dev.agentledger.api.projection.SwitchMode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A rebuild as its row says.
 *
 * @param confirmed whether somebody let it switch
 * @param position of the generation, as of a moment ago
 * @param events how many it has written
 * @param rate positions a second
 */
record Rebuild(
    String id,
    String projection,
    RebuildKind kind,
    int generation,
    int version,
    RebuildState state,
    SwitchMode switching,
    boolean confirmed,
    @Nullable GenerationComparison comparison,
    @Nullable String reason,
    long position,
    long events,
    double rate,
    String startedBy,
    Instant startedAt,
    @Nullable Instant endedAt) {

  /** Whether some process is to work on it. */
  boolean isUnderWay() {
    return state == RebuildState.RUNNING
        || state == RebuildState.COMPARING
        || state == RebuildState.AWAITING_CONFIRMATION;
  }

  boolean isOpen() {
    return isUnderWay() || state == RebuildState.PAUSED || state == RebuildState.FAILED;
  }

  RebuildView view(long head) {
    var end = isOpen() ? Math.max(head, position) : position;
    var speed = state == RebuildState.RUNNING ? rate : 0;
    return new RebuildView(
        id,
        projection,
        kind,
        generation,
        version,
        state,
        switching,
        position,
        end,
        events,
        speed,
        speed > 0 ? Long.valueOf((long) Math.ceil((end - position) / speed)) : null,
        comparison,
        reason,
        startedBy,
        startedAt,
        endedAt);
  }
}
