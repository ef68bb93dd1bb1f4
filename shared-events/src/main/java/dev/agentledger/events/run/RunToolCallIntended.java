package dev.agentledger.events.run;

import dev.agentledger.events.EventContract;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tool is to be called; a later attempt supersedes an earlier one.
 *
 * @param step the model call that wanted it
 * @param argumentsHash SHA-256 of the canonical arguments
 * @param idempotencyKey the same for all attempts
 * @param delayMillis how long to wait first, since an attempt failed
 * @param approvedBy who agreed to the call, if people were asked
 * @param childRunId the run that carries it out, for a tool that is an agent
 */
@EventContract(name = "run.tool-call-intended")
public record RunToolCallIntended(
    RunId runId,
    int step,
    String callId,
    String tool,
    @Nullable Object arguments,
    String argumentsHash,
    int attempt,
    String idempotencyKey,
    long delayMillis,
    List<String> approvedBy,
    @Nullable RunId childRunId)
    implements RunEvent {

  public RunToolCallIntended {
    approvedBy = approvedBy == null ? List.of() : List.copyOf(approvedBy);
  }
}
