package dev.agentledger.saga.tool;

import dev.agentledger.events.run.CallFailure;
import org.jspecify.annotations.Nullable;

/** What became of one attempt at a tool call. */
public sealed interface ToolOutcome {

  long durationMillis();

  record Succeeded(@Nullable Object result, long durationMillis) implements ToolOutcome {}

  /** It had no effect, or one that may be repeated. */
  record Failed(CallFailure failure, long durationMillis) implements ToolOutcome {}

  /** It may have had its effect. */
  record OutcomeUnknown(String reason, long durationMillis) implements ToolOutcome {}
}
