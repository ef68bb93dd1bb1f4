package dev.agentledger.command.run;

import dev.agentledger.api.CommandRefused;
import dev.agentledger.api.CommandRefused.Reason;
import dev.agentledger.api.run.StartRun;
import dev.agentledger.command.run.RunState.Absent;
import dev.agentledger.command.run.RunState.Ended;
import dev.agentledger.command.run.RunState.Executing;
import dev.agentledger.events.agent.Limits;
import dev.agentledger.events.canonical.CanonicalJson;
import dev.agentledger.events.run.RunCodeInvoked;
import dev.agentledger.events.run.RunEvent;
import dev.agentledger.events.run.RunRequested;
import dev.agentledger.events.run.ToolKind;
import java.util.List;

/** How a run begins: with its request and its first effect, in one step. */
final class StartDecisions {

  private static final String ONLY_CALL = "call_1_1";

  private StartDecisions() {}

  static List<RunEvent> start(RunState state, StartRun command) {
    return switch (state) {
      case Absent _ -> begin(requestedBy(command));
      case ActiveRun _, Executing _, Ended _ -> List.of();
    };
  }

  private static RunRequested requestedBy(StartRun command) {
    return new RunRequested(
        command.runId(),
        command.agentId(),
        command.agentSlug(),
        command.version(),
        command.plan(),
        command.mode(),
        command.input(),
        command.labels(),
        command.limits(),
        command.parent(),
        command.conversation(),
        command.replayOf(),
        command.forkOf(),
        command.script());
  }

  private static List<RunEvent> begin(RunRequested requested) {
    requireAmount(requested.limits());
    var runId = requested.runId();
    var course = new RunCourse(runId, ActiveRun.accepted(requested)).record(requested);
    return switch (requested.plan().kind()) {
      case FUNCTION -> List.of(requested, new RunCodeInvoked(runId, 1, 1, null));
      case CONTEXT, ORCHESTRATOR -> {
        if (requested.plan().models().isEmpty()) {
          throw new CommandRefused(Reason.INVALID, "The plan names no model to ask");
        }
        yield course.askNext(null, null).facts();
      }
      case API -> request(course, requested).facts();
    };
  }

  /** The one call that a run of an api agent is. */
  private static RunCourse request(RunCourse course, RunRequested requested) {
    var tool =
        requested.plan().tools().stream()
            .filter(pinned -> pinned.kind() == ToolKind.API)
            .findFirst()
            .orElseThrow(
                () -> new CommandRefused(Reason.INVALID, "The plan names no request to make"));
    var problem = RunLimits.beforeCalls(course.run(), 1);
    return problem.isPresent()
        ? course.fail(problem.get())
        : course.send(
            OpenCall.wanted(
                ONLY_CALL, tool.name(), requested.input(), CanonicalJson.hashOf(requested.input())),
            1,
            0);
  }

  private static void requireAmount(Limits limits) {
    if (limits.costUsd() != null && RunTerms.costMicrosOf(limits) == null) {
      throw new CommandRefused(
          Reason.INVALID, "limits.costUsd is no amount of US dollars: " + limits.costUsd());
    }
  }
}
