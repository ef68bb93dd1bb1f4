package dev.agentledger.api.run;

import dev.agentledger.events.run.ModelCall;
import dev.agentledger.events.run.RunId;
import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Record that a model answered; the answer of a superseded attempt only counts for the bill.
 *
 * @param calls the tool calls of the answer, judged
 * @param output of the run if this answer is the last: text, or JSON that fits the output schema
 * @param outputProblem why the answer cannot be the output
 */
public record RecordModelCallCompleted(
    @TargetAggregateIdentifier RunId runId,
    int step,
    int attempt,
    ModelCall call,
    List<JudgedCall> calls,
    @Nullable Object output,
    @Nullable String outputProblem)
    implements RunCommand {

  public RecordModelCallCompleted {
    calls = List.copyOf(calls);
  }
}
