package dev.agentledger.api.run;

import dev.agentledger.events.run.RunId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * See to a tool call whose worker was lost: what may be repeated is, the rest waits for an
 * operator.
 *
 * @param lostAttempt the attempt whose outcome never came; another one is left alone
 */
public record ReinvokeToolCall(
    @TargetAggregateIdentifier RunId runId, String callId, int lostAttempt) implements RunCommand {}
