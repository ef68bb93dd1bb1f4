package dev.agentledger.events.run;

import dev.agentledger.events.EventContract;
import org.jspecify.annotations.Nullable;

/** The code is to be executed; a later attempt supersedes an earlier one. */
@EventContract(name = "run.code-invoked")
public record RunCodeInvoked(RunId runId, int step, int attempt, @Nullable String reason)
    implements RunEvent {}
