package dev.agentledger.events.run;

import dev.agentledger.events.EventContract;
import org.jspecify.annotations.Nullable;

/** The run goes on. */
@EventContract(name = "run.resumed")
public record RunResumed(RunId runId, @Nullable String comment) implements RunEvent {}
