package dev.agentledger.events.run;

import dev.agentledger.events.EventContract;
import java.util.List;

/** The model asked a person something. */
@EventContract(name = "run.question-asked")
public record RunQuestionAsked(
    RunId runId, int step, String callId, String question, List<String> choices)
    implements RunEvent {

  public RunQuestionAsked {
    choices = choices == null ? List.of() : List.copyOf(choices);
  }
}
