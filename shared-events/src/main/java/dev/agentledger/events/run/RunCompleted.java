package dev.agentledger.events.run;

import dev.agentledger.events.EventContract;
import org.jspecify.annotations.Nullable;

/** The run came to its end. */
@EventContract(name = "run.completed")
public record RunCompleted(RunId runId, Outcome outcome, @Nullable Object output)
    implements RunEvent {}
