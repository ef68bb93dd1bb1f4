package dev.agentledger.api.run;

import dev.agentledger.events.run.SuspensionReason;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call of a run that only a person can bring further.
 *
 * @param reason what it waits for: approval, the answer to a question, or somebody who knows what
 *     became of it
 * @param tool absent for a question
 * @param arguments absent in lists and for a question
 * @param argumentsHash what an approval must name; absent for a question
 * @param attempt the last one; zero before the first
 * @param detail why it needs approval, the question itself, or why its outcome is not known
 * @param choices what a question can be answered with; anything when empty
 */
public record WaitingCall(
    SuspensionReason reason,
    int step,
    String callId,
    @Nullable String tool,
    @Nullable Object arguments,
    @Nullable String argumentsHash,
    int attempt,
    String detail,
    List<String> choices,
    Instant since) {

  public WaitingCall {
    choices = choices == null ? List.of() : List.copyOf(choices);
  }
}
