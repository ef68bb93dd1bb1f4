package dev.agentledger.api.run;

import dev.agentledger.events.run.LogLine;
import dev.agentledger.events.run.RunId;
import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** Record that an attempt came to its end; the outcome of a superseded attempt changes nothing. */
public record RecordCodeReturned(
    @TargetAggregateIdentifier RunId runId,
    int step,
    int attempt,
    @Nullable Object output,
    List<LogLine> logs,
    long durationMillis)
    implements RunCommand {}
