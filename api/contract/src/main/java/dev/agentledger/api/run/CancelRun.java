package dev.agentledger.api.run;

import dev.agentledger.events.run.RunId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** Stop the run; harmless when it is stopped already. */
public record CancelRun(@TargetAggregateIdentifier RunId runId, @Nullable String reason)
    implements RunCommand {}
