package dev.agentledger.events.run;

import dev.agentledger.events.EventContract;
import org.jspecify.annotations.Nullable;

/** People did not agree to a tool call, or nobody decided in time; the model is told. */
@EventContract(name = "run.tool-call-rejected")
public record RunToolCallRejected(
    RunId runId, String callId, String reason, @Nullable String rejectedBy) implements RunEvent {}
