package dev.agentledger.api.run;

import dev.agentledger.events.run.RunId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Answer what the model asked. Repeating an answer is harmless. */
public record AnswerQuestion(
    @TargetAggregateIdentifier RunId runId, String callId, String answer, String answeredBy)
    implements RunCommand {}
