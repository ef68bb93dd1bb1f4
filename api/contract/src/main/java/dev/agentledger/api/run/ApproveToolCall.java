package dev.agentledger.api.run;

import dev.agentledger.events.run.RunId;
import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Let a held tool call be made with the arguments that people agreed to.
 *
 * @param seenHash of the arguments that the approvers saw
 * @param amended the arguments as the approvers changed them
 * @param amendedHash of those
 */
public record ApproveToolCall(
    @TargetAggregateIdentifier RunId runId,
    String callId,
    String seenHash,
    @Nullable Object amended,
    @Nullable String amendedHash,
    List<String> approvedBy)
    implements RunCommand {

  public ApproveToolCall {
    approvedBy = List.copyOf(approvedBy);
  }
}
