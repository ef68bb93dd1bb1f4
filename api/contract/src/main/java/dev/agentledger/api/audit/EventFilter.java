package dev.agentledger.api.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which events of the log; an absent part allows all.
 *
 * @param fromPosition inclusive
 * @param toPosition inclusive
 * @param from inclusive
 * @param to exclusive
 * @param agentId events of that agent's stream, of the approvals about it, and requests of its runs
 * @param streamId events of that stream, such as a run's
 * @param contract stored name of the event
 */
public record EventFilter(
    String tenant,
    @Nullable Long fromPosition,
    @Nullable Long toPosition,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable String actor,
    @Nullable String agentId,
    @Nullable String streamId,
    @Nullable String correlationId,
    @Nullable String contract) {}
