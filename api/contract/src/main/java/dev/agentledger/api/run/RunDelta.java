package dev.agentledger.api.run;

import dev.agentledger.events.run.RunId;

/**
 * A piece of text that a model has just written: provisional, since only the durable event says
 * what was said.
 *
 * @param index counts the pieces of one attempt from zero
 */
public record RunDelta(RunId runId, int step, int attempt, int index, String text) {}
