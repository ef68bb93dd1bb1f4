package dev.agentledger.api.run;

import dev.agentledger.events.run.RunId;
import org.jspecify.annotations.Nullable;

/** Ask for the steps of a run; answered by a {@link RunStepPage}. */
public record ListRunSteps(String tenant, RunId runId, @Nullable String cursor, int limit) {}
