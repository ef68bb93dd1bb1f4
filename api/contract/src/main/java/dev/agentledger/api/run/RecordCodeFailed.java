package dev.agentledger.api.run;

import dev.agentledger.events.run.LogLine;
import dev.agentledger.events.run.RunError;
import dev.agentledger.events.run.RunId;
import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Record that an attempt failed; the outcome of a superseded attempt changes nothing. */
public record RecordCodeFailed(
    @TargetAggregateIdentifier RunId runId,
    int step,
    int attempt,
    RunError error,
    List<LogLine> logs,
    long durationMillis)
    implements RunCommand {}
