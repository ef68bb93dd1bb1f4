package dev.agentledger.api.run;

import dev.agentledger.events.run.RunId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A tool call of which nobody knows whether it took effect.
 *
 * @param agentSlug whose run it is
 * @param status of the run; one that has ended only wants to know, nothing is sent any more
 * @param attempt that was made last
 * @param reason why it is not known
 * @param since when it is not known
 */
public record UnknownOutcome(
    RunId runId,
    String callId,
    @Nullable String agentSlug,
    @Nullable RunStatus status,
    String tool,
    @Nullable Object arguments,
    @Nullable String argumentsHash,
    int attempt,
    String reason,
    Instant since) {}
