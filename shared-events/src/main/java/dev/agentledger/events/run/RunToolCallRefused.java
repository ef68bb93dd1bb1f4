package dev.agentledger.events.run;

import dev.agentledger.events.EventContract;
import org.jspecify.annotations.Nullable;

/** A tool call was not made because it may not or cannot be; the model is told why. */
@EventContract(name = "run.tool-call-refused")
public record RunToolCallRefused(
    RunId runId, int step, String callId, String tool, @Nullable Object arguments, String reason)
    implements RunEvent {}
