package dev.agentledger.api.run;

import dev.agentledger.events.run.RunId;
import org.jspecify.annotations.Nullable;

/**
 * Ask whether a result is one that the tool of a call can have, by the version that the run is
 * pinned to; answered by an optional {@link dev.agentledger.api.agent.Validation}, which is absent
 * when there is no such call.
 */
public record CheckResult(String tenant, RunId runId, String callId, @Nullable Object result) {}
