package dev.agentledger.api.run;

import dev.agentledger.api.Usd;
import dev.agentledger.events.run.RunId;
import dev.agentledger.events.run.TokenUsage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A model call, a tool call, a question or an execution of code, with all its attempts.
 *
 * @param step the model call, or the one that wanted the tool call
 * @param callId absent for what is no tool call
 * @param name of the model, the tool or the agent
 * @param attempts how often it was attempted
 * @param tokens absent where no model was asked
 * @param cost absent where it costs nothing or the price is unknown
 * @param childRunId the run of another agent
 * @param problem why it failed, was refused, was rejected or is not known
 */
public record RunStepView(
    int step,
    @Nullable String callId,
    StepType type,
    String name,
    StepStatus status,
    int attempts,
    Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable TokenUsage tokens,
    @Nullable Usd cost,
    @Nullable RunId childRunId,
    @Nullable String problem) {}
