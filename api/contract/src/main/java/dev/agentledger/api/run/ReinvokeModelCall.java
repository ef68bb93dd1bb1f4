package dev.agentledger.api.run;

import dev.agentledger.events.run.RunId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Have a model asked again because the worker that asked it was lost.
 *
 * @param lostAttempt the attempt whose outcome never came; another one is left alone
 */
public record ReinvokeModelCall(@TargetAggregateIdentifier RunId runId, int step, int lostAttempt)
    implements RunCommand {}
