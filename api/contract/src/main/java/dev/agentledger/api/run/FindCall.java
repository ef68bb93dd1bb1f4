package dev.agentledger.api.run;

import dev.agentledger.events.run.RunId;

/**
 * Ask where a call stands that a model wanted; answered from the log by an optional {@link
 * CallStanding}.
 */
public record FindCall(String tenant, RunId runId, String callId) {}
