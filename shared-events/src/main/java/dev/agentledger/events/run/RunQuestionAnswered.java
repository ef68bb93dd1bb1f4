package dev.agentledger.events.run;

import dev.agentledger.events.EventContract;

/** A person answered what the model had asked. */
@EventContract(name = "run.question-answered")
public record RunQuestionAnswered(RunId runId, String callId, String answer, String answeredBy)
    implements RunEvent {}
