package dev.agentledger.events.run;

import dev.agentledger.events.EventContract;
import org.jspecify.annotations.Nullable;

/** Somebody wants the run to stop. */
@EventContract(name = "run.cancel-requested")
public record RunCancelRequested(RunId runId, @Nullable String reason) implements RunEvent {}
