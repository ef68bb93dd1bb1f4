package dev.agentledger.api.run;

import dev.agentledger.events.run.Resolution;
import dev.agentledger.events.run.RunId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** Settle a tool call whose outcome is not known. */
public record ReconcileToolCall(
    @TargetAggregateIdentifier RunId runId,
    String callId,
    Resolution resolution,
    @Nullable Object result,
    @Nullable String comment,
    String reconciledBy)
    implements RunCommand {}
