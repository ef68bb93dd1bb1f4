package dev.agentledger.api.run;

import dev.agentledger.events.run.RunId;
import org.jspecify.annotations.Nullable;

/**
 * Ask whether other arguments fit a call of a run, by the version of the tool that the run is
 * pinned to; answered by an optional {@link dev.agentledger.api.agent.Validation}, which is absent
 * when there is no such call.
 */
public record CheckArguments(
    String tenant, RunId runId, String callId, @Nullable Object arguments) {}
