package dev.agentledger.events.run;

import dev.agentledger.events.EventContract;
import org.jspecify.annotations.Nullable;

/**
 * A model is to be asked; a later attempt supersedes an earlier one.
 *
 * @param step counts model calls of the run
 * @param attempt counts attempts at the step
 * @param addition said to the model after all that happened, such as what was wrong with its answer
 * @param delayMillis how long to wait first, since an attempt failed
 * @param reason why it is asked again
 */
@EventContract(name = "run.model-call-requested")
public record RunModelCallRequested(
    RunId runId,
    int step,
    int attempt,
    String model,
    @Nullable String addition,
    long delayMillis,
    @Nullable String reason)
    implements RunEvent {}
