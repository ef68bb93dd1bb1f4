package dev.agentledger.events.run;

import dev.agentledger.events.EventContract;
import org.jspecify.annotations.Nullable;

/** An operator settled a call whose outcome was not known. */
@EventContract(name = "run.tool-call-reconciled")
public record RunToolCallReconciled(
    RunId runId,
    String callId,
    Resolution resolution,
    @Nullable Object result,
    @Nullable String comment,
    String reconciledBy)
    implements RunEvent {}
