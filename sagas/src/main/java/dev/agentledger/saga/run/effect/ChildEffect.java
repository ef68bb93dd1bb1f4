package dev.agentledger.saga.run.effect;

import dev.agentledger.api.run.RecordToolCallFailed;
import dev.agentledger.api.run.RecordToolCallSucceeded;
import dev.agentledger.api.run.RunCommand;
import dev.agentledger.api.run.StartRun;
import dev.agentledger.events.agent.AgentId;
import dev.agentledger.events.agent.Finding;
import dev.agentledger.events.run.CallFailure;
import dev.agentledger.events.run.PinnedTool;
import dev.agentledger.events.run.RunCancelled;
import dev.agentledger.events.run.RunCompleted;
import dev.agentledger.events.run.RunEvent;
import dev.agentledger.events.run.RunFailed;
import dev.agentledger.events.run.RunParent;
import dev.agentledger.events.run.RunToolCallIntended;
import dev.agentledger.saga.SagaCommands;
import dev.agentledger.saga.run.history.Histories;
import dev.agentledger.saga.run.history.RunHistory;
import dev.agentledger.saga.run.plan.Planner;
import dev.agentledger.saga.validation.JsonSchemas;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Has another agent's run carry out a tool call. To start it again is harmless, so that is also how
 * its outcome is looked for when nobody told it.
 */
@Component
public class ChildEffect {

  private final Callables callables;
  private final Planner planner;
  private final JsonSchemas schemas;
  private final SagaCommands commands;
  private final Histories histories;

  public ChildEffect(
      Callables callables,
      Planner planner,
      JsonSchemas schemas,
      SagaCommands commands,
      Histories histories) {
    this.callables = callables;
    this.planner = planner;
    this.schemas = schemas;
    this.commands = commands;
    this.histories = histories;
  }

  Optional<RunCommand> outcomeOf(
      Intent intent, RunToolCallIntended call, PinnedTool tool, RunHistory parent)
      throws InterruptedException {
    var childId = Objects.requireNonNull(intent.childRunId(), "the call of an agent has a run");
    var known = histories.read(childId);
    if (known.isPresent()) {
      return known.flatMap(child -> outcomeOf(child, call));
    }
    var memberId = Callables.agentOf(tool);
    var version = callables.memberOf(parent.tenant(), tool);
    var definition = version.definition();
    var planned = planner.plan(parent.tenant(), memberId, version, null);
    if (!planned.runnable()) {
      return Optional.of(failed(call, "not-runnable", told(planned.findings())));
    }
    var input = MemberTool.inputIn(call.arguments(), definition);
    var schema = definition.inputSchema();
    var misfits = schema == null ? List.<Finding>of() : schemas.check(schema, input);
    if (!misfits.isEmpty()) {
      return Optional.of(failed(call, "input-invalid", PlainFindings.ofArguments(misfits)));
    }
    var requested = parent.requested();
    var answer =
        commands.send(
            new StartRun(
                childId,
                memberId,
                definition.slug(),
                version.ref(),
                planned.plan(),
                requested.mode(),
                input,
                Map.of(),
                LimitsLeft.of(planned.limits(), parent, call.step()),
                new RunParent(
                    parent.runId(),
                    call.callId(),
                    requested.parent() == null ? 1 : requested.parent().depth() + 1,
                    pathThrough(requested.parent(), requested.agentId())),
                null,
                null,
                null,
                null),
            intent.envelope());
    return answer.isPresent()
        ? Optional.empty()
        : Optional.of(failed(call, "refused", "The run of the agent was not accepted"));
  }

  private static List<AgentId> pathThrough(@Nullable RunParent above, AgentId self) {
    var path = new ArrayList<AgentId>(above == null ? List.of() : above.path());
    path.add(self);
    return path;
  }

  private static String told(List<Finding> findings) {
    return findings.stream().map(Finding::message).collect(Collectors.joining(" "));
  }

  /** What the call came to; empty while the run that carries it out has not ended. */
  public static Optional<RunCommand> outcomeOf(RunHistory child, RunToolCallIntended call) {
    return child
        .end()
        .map(
            end ->
                outcome(
                    end.event(),
                    call,
                    Duration.between(child.requestedAt(), end.at()).toMillis(),
                    child.spentMicros()));
  }

  private static RunCommand outcome(
      RunEvent end, RunToolCallIntended call, long millis, long costMicros) {
    if (end instanceof RunCompleted completed) {
      return new RecordToolCallSucceeded(
          call.runId(), call.callId(), call.attempt(), completed.output(), millis, costMicros);
    }
    var failure =
        switch (end) {
          case RunFailed(_, var error) ->
              new CallFailure(error.kind(), error.message(), false, null);
          case RunCancelled _ ->
              new CallFailure("cancelled", "The run of the agent was cancelled", false, null);
          default -> throw new IllegalArgumentException("A run does not end by " + end);
        };
    return new RecordToolCallFailed(
        call.runId(), call.callId(), call.attempt(), failure, millis, costMicros, 0);
  }

  private static RunCommand failed(RunToolCallIntended call, String kind, String message) {
    return new RecordToolCallFailed(
        call.runId(),
        call.callId(),
        call.attempt(),
        new CallFailure(kind, message, false, null),
        0,
        null,
        0);
  }

  /** What is to be recorded when the platform itself failed. */
  static RunCommand fault(RunToolCallIntended call) {
    return failed(call, "internal", "The platform could not start the run of the agent");
  }
}
