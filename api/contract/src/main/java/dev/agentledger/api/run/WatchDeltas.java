package dev.agentledger.api.run;

import dev.agentledger.events.run.RunId;

/**
 * Watch a model write at an attempt: what it has written so far, then each further piece; answered
 * by a stream of {@link RunDelta}, which may lack pieces and may have no end.
 */
public record WatchDeltas(String tenant, RunId runId, int step, int attempt) {}
