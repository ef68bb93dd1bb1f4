package dev.agentledger.saga.run.effect;

import dev.agentledger.api.run.RecordToolCallFailed;
import dev.agentledger.api.run.RecordToolCallOutcomeUnknown;
import dev.agentledger.api.run.RecordToolCallSucceeded;
import dev.agentledger.api.run.RunCommand;
import dev.agentledger.events.run.CallFailure;
import dev.agentledger.events.run.PinnedTool;
import dev.agentledger.events.run.RunToolCallIntended;
import dev.agentledger.events.run.ToolKind;
import dev.agentledger.saga.model.Models;
import dev.agentledger.saga.run.history.RunHistory;
import dev.agentledger.saga.run.plan.PinnedVersions;
import dev.agentledger.saga.tool.ToolCall;
import dev.agentledger.saga.tool.ToolOutcome;
import dev.agentledger.saga.tool.Tools;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Calls a tool, or makes the request that an api agent is. */
@Component
public class ToolCalls {

  private final Tools tools;
  private final PinnedVersions versions;
  private final Models models;

  public ToolCalls(Tools tools, PinnedVersions versions, Models models) {
    this.tools = tools;
    this.versions = versions;
    this.models = models;
  }

  RunCommand outcomeOf(RunToolCallIntended call, PinnedTool tool, RunHistory history)
      throws InterruptedException {
    var toolCall =
        new ToolCall(
            history.tenant(),
            history.runId(),
            history.requested().agentId(),
            tool,
            call.arguments(),
            call.idempotencyKey(),
            TimeLeft.forCall(history, tool.timeoutMillis()));
    return switch (outcome(toolCall, history)) {
      case ToolOutcome.Succeeded(var result, var millis) ->
          new RecordToolCallSucceeded(
              call.runId(), call.callId(), call.attempt(), result, millis, null);
      case ToolOutcome.Failed(var failure, var millis) ->
          new RecordToolCallFailed(
              call.runId(),
              call.callId(),
              call.attempt(),
              failure,
              millis,
              null,
              models.millisBefore(call.attempt() + 1, failure.retryAfterMillis()));
      case ToolOutcome.OutcomeUnknown(var reason, _) ->
          new RecordToolCallOutcomeUnknown(call.runId(), call.callId(), call.attempt(), reason);
    };
  }

  private ToolOutcome outcome(ToolCall call, RunHistory history) throws InterruptedException {
    if (call.tool().kind() != ToolKind.API) {
      return tools.call(call);
    }
    var version = versions.await(history);
    return version.isEmpty()
        ? new ToolOutcome.Failed(
            new CallFailure(
                "version-missing", "The version of the agent was not found", false, null),
            0)
        : tools.call(
            call, Objects.requireNonNull(version.get().definition().http(), "an api agent has it"));
  }

  /** What is to be recorded when the platform itself failed, perhaps in the middle of the call. */
  RunCommand fault(RunToolCallIntended call, PinnedTool tool) {
    return switch (tool.effect()) {
      case EFFECTFUL ->
          new RecordToolCallOutcomeUnknown(
              call.runId(), call.callId(), call.attempt(), "The platform failed during the call");
      case READ, IDEMPOTENT ->
          new RecordToolCallFailed(
              call.runId(),
              call.callId(),
              call.attempt(),
              new CallFailure("internal", "The platform could not make the call", true, null),
              0,
              null,
              models.millisBefore(call.attempt() + 1, null));
    };
  }
}
