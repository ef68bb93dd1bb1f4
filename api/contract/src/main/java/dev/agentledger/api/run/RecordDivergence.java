package dev.agentledger.api.run;

import dev.agentledger.events.run.Divergence;
import dev.agentledger.events.run.RunId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Record where a replay leaves the recorded run.
 *
 * @param stop whether the replay ends there
 */
public record RecordDivergence(
    @TargetAggregateIdentifier RunId runId,
    int step,
    int attempt,
    Divergence divergence,
    boolean stop)
    implements RunCommand {}
