package dev.agentledger.command.run;

import dev.agentledger.api.run.RecordToolCallFailed;
import dev.agentledger.api.run.RecordToolCallOutcomeUnknown;
import dev.agentledger.api.run.RecordToolCallSucceeded;
import dev.agentledger.api.run.ReinvokeToolCall;
import dev.agentledger.command.run.RunState.Absent;
import dev.agentledger.command.run.RunState.Ended;
import dev.agentledger.command.run.RunState.Executing;
import dev.agentledger.command.run.RunTerms.Tool;
import dev.agentledger.events.agent.AgentKind;
import dev.agentledger.events.run.CallFailure;
import dev.agentledger.events.run.Outcome;
import dev.agentledger.events.run.RunEvent;
import dev.agentledger.events.run.RunId;
import dev.agentledger.events.run.RunToolCallFailed;
import dev.agentledger.events.run.RunToolCallOutcomeUnknown;
import dev.agentledger.events.run.RunToolCallSucceeded;
import dev.agentledger.events.run.ToolKind;
import java.util.List;
import java.util.function.BiFunction;

/** What follows from the outcome of an attempt at a tool call; an attempt has one outcome. */
final class ToolCallDecisions {

  private static final int MOST_LOST = 5;

  private ToolCallDecisions() {}

  static List<RunEvent> recordSucceeded(RunState state, RecordToolCallSucceeded command) {
    return whileOut(
        state,
        command.runId(),
        command.callId(),
        command.attempt(),
        (course, _) -> {
          course.record(
              new RunToolCallSucceeded(
                  command.runId(),
                  command.callId(),
                  command.attempt(),
                  command.result(),
                  command.durationMillis(),
                  command.costMicros()));
          return course.run().terms().kind() == AgentKind.API
              ? course.complete(Outcome.FINISH, command.result())
              : course.goOn();
        });
  }

  static List<RunEvent> recordFailed(RunState state, RecordToolCallFailed command) {
    return whileOut(
        state,
        command.runId(),
        command.callId(),
        command.attempt(),
        (course, call) -> {
          var step = course.run().step();
          var again = command.failure().retryable() && call.failures() < retriesOf(course, call);
          course.record(
              new RunToolCallFailed(
                  command.runId(),
                  command.callId(),
                  command.attempt(),
                  command.failure(),
                  !again,
                  command.durationMillis(),
                  command.costMicros()));
          return again
              ? course.send(call, step, command.retryInMillis())
              : course.goOnWithout(command.failure().kind(), command.failure().message());
        });
  }

  /** The run of another agent that failed is not repeated: it would be the same run. */
  private static int retriesOf(RunCourse course, OpenCall call) {
    return course
        .run()
        .terms()
        .tool(call.tool())
        .filter(tool -> tool.kind() != ToolKind.AGENT)
        .map(Tool::retries)
        .orElse(0);
  }

  static List<RunEvent> recordUnknown(RunState state, RecordToolCallOutcomeUnknown command) {
    return whileOut(
        state,
        command.runId(),
        command.callId(),
        command.attempt(),
        (course, call) -> leaveToPeople(course, command.runId(), call, command.reason()));
  }

  static List<RunEvent> reinvoke(RunState state, ReinvokeToolCall command) {
    return whileOut(
        state,
        command.runId(),
        command.callId(),
        command.lostAttempt(),
        (course, call) -> {
          if (!course.run().terms().tool(call.tool()).map(Tool::isRepeatable).orElse(false)) {
            return leaveToPeople(course, command.runId(), call, "worker lost");
          }
          return call.lost() + 1 == MOST_LOST
              ? giveUp(course, command)
              : course.send(call, course.run().step(), 0);
        });
  }

  private static RunCourse leaveToPeople(
      RunCourse course, RunId runId, OpenCall call, String reason) {
    return course
        .record(new RunToolCallOutcomeUnknown(runId, call.callId(), call.attempt(), reason))
        .goOn();
  }

  private static RunCourse giveUp(RunCourse course, ReinvokeToolCall command) {
    var failure =
        new CallFailure(
            "worker-lost",
            "The worker was lost in each of %d attempts".formatted(MOST_LOST),
            false,
            null);
    return course
        .record(
            new RunToolCallFailed(
                command.runId(), command.callId(), command.lostAttempt(), failure, true, 0, null))
        .goOnWithout(failure.kind(), failure.message());
  }

  /** What the rule says while this attempt is out; nothing when it counts no more. */
  private static List<RunEvent> whileOut(
      RunState state,
      RunId runId,
      String callId,
      int attempt,
      BiFunction<RunCourse, OpenCall, RunCourse> rule) {
    return switch (state) {
      case ActiveRun run ->
          run.call(callId)
              .filter(call -> call.isOutAt(attempt))
              .map(call -> rule.apply(new RunCourse(runId, run), call).facts())
              .orElse(List.of());
      case Executing _, Ended _ -> List.of();
      case Absent _ -> throw RunRefusals.notFound(runId);
    };
  }
}
