package dev.agentledger.benchmarks.run;

import dev.agentledger.events.run.RunId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Begins a run of ten steps. */
record BeginNoopRun(@TargetAggregateIdentifier RunId runId) {}
