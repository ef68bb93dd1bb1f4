package dev.agentledger.api.run;

import dev.agentledger.events.run.RunId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Do not make a held tool call.
 *
 * @param rejectedBy who said no; absent when nobody decided in time
 */
public record RejectToolCall(
    @TargetAggregateIdentifier RunId runId,
    String callId,
    String reason,
    @Nullable String rejectedBy)
    implements RunCommand {}
