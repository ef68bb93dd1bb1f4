package dev.agentledger.api.run;

import dev.agentledger.events.run.RunId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** Record the result of a tool call; that of a superseded attempt changes nothing. */
public record RecordToolCallSucceeded(
    @TargetAggregateIdentifier RunId runId,
    String callId,
    int attempt,
    @Nullable Object result,
    long durationMillis,
    @Nullable Long costMicros)
    implements RunCommand {}
