package dev.agentledger.saga.model;

import dev.agentledger.events.run.CallFailure;
import dev.agentledger.events.run.FinishReason;
import dev.agentledger.events.run.Message;
import dev.agentledger.events.run.TokenUsage;
import org.jspecify.annotations.Nullable;

/** What became of one call of a model. */
public sealed interface ModelOutcome {

  String provider();

  long latencyMillis();

  /**
   * The model answered.
   *
   * @param message of the assistant, with the tool calls as the provider named them
   * @param timeToFirstTokenMillis absent when the answer did not come as a stream
   */
  record Answered(
      String provider,
      String modelAnswered,
      Message message,
      FinishReason finishReason,
      TokenUsage usage,
      long latencyMillis,
      @Nullable Long timeToFirstTokenMillis)
      implements ModelOutcome {}

  /**
   * It did not.
   *
   * @param usage what was used all the same, as far as it is known
   */
  record Failed(
      String provider, CallFailure failure, long latencyMillis, @Nullable TokenUsage usage)
      implements ModelOutcome {}
}
