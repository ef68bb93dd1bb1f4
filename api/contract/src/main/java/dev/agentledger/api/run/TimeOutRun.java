package dev.agentledger.api.run;

import dev.agentledger.events.run.RunId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** End a run that took longer than it may; harmless when it rests or has ended. */
public record TimeOutRun(@TargetAggregateIdentifier RunId runId) implements RunCommand {}
