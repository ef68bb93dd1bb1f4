package dev.agentledger.events.run;

import dev.agentledger.events.EventContract;
import org.jspecify.annotations.Nullable;

/** The answer of a superseded attempt came late: it changes nothing but the bill. */
@EventContract(name = "run.model-call-discarded")
public record RunModelCallDiscarded(
    RunId runId, int step, int attempt, TokenUsage usage, @Nullable Long costMicros)
    implements RunEvent {}
