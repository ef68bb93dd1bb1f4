package dev.agentledger.api.run;

import dev.agentledger.events.run.RunId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Do not ask the model, because the money for it is not there.
 *
 * @param suspend whether the run waits for money; it fails otherwise
 */
public record RefuseModelCall(
    @TargetAggregateIdentifier RunId runId, int step, int attempt, boolean suspend, String reason)
    implements RunCommand {}
