package dev.agentledger.benchmarks.run;

import dev.agentledger.events.run.RunId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Says that the step of the run was done. */
record TakeNoopStep(@TargetAggregateIdentifier RunId runId, int step) {}
