package dev.agentledger.api.run;

import dev.agentledger.events.run.RunId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Have the code executed again because the worker that had it was lost.
 *
 * @param lostAttempt the attempt whose outcome never came; another one is left alone
 */
public record ReinvokeCode(@TargetAggregateIdentifier RunId runId, int step, int lostAttempt)
    implements RunCommand {}
