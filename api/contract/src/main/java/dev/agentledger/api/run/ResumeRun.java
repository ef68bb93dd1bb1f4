package dev.agentledger.api.run;

import dev.agentledger.events.run.RunId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** Go on with a run that rests for want of a model or of money. */
public record ResumeRun(@TargetAggregateIdentifier RunId runId, @Nullable String comment)
    implements RunCommand {}
