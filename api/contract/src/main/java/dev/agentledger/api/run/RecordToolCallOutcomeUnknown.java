package dev.agentledger.api.run;

import dev.agentledger.events.run.RunId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Record that nobody knows whether an attempt took effect. */
public record RecordToolCallOutcomeUnknown(
    @TargetAggregateIdentifier RunId runId, String callId, int attempt, String reason)
    implements RunCommand {}
