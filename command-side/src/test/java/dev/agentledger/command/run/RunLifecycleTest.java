package dev.agentledger.command.run;

import static dev.agentledger.events.EventSamples.AGENT;
import static dev.agentledger.events.EventSamples.ERROR;
import static dev.agentledger.events.EventSamples.RUN;
import static dev.agentledger.events.EventSamples.SLUG;
import static dev.agentledger.events.EventSamples.VERSION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentledger.api.run.CancelRun;
import dev.agentledger.api.run.RecordCodeFailed;
import dev.agentledger.api.run.RecordCodeReturned;
import dev.agentledger.api.run.ReinvokeCode;
import dev.agentledger.api.run.RunCommand;
import dev.agentledger.api.run.StartRun;
import dev.agentledger.command.Outcomes;
import dev.agentledger.command.run.RunState.Absent;
import dev.agentledger.command.run.RunState.Cancelled;
import dev.agentledger.command.run.RunState.Completed;
import dev.agentledger.command.run.RunState.Failed;
import dev.agentledger.command.run.RunState.Running;
import dev.agentledger.events.agent.Limits;
import dev.agentledger.events.run.RunMode;
import dev.agentledger.events.run.RunPlan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The whole lifecycle on one page; a new state or command changes the table or fails to compile.
 * The commands are about the second attempt at the first step.
 */
class RunLifecycleTest {

  private static final List<RunCommand> COMMANDS =
      List.of(
          new StartRun(
              RUN,
              AGENT,
              SLUG,
              VERSION.ref(),
              RunPlan.OF_CODE,
              RunMode.TRIAL,
              null,
              Map.of(),
              Limits.NONE,
              null,
              null,
              null,
              null,
              null),
          new ReinvokeCode(RUN, 1, 2),
          new RecordCodeReturned(RUN, 1, 2, null, List.of(), 1),
          new RecordCodeFailed(RUN, 1, 2, ERROR, List.of(), 1),
          new CancelRun(RUN, null));

  @Test
  void everyCommandInEveryState() {
    assertThat(Outcomes.table(states(), COMMANDS, RunDecisions::decide))
        .isEqualToNormalizingWhitespace(
            """
            Absent                   | RunRequested + RunCodeInvoked | NOT_FOUND      | NOT_FOUND                      | NOT_FOUND                 | NOT_FOUND
            Running, this attempt    | nothing                       | RunCodeInvoked | RunCodeReturned + RunCompleted | RunCodeFailed + RunFailed | RunCancelRequested + RunCancelled
            Running, a later attempt | nothing                       | nothing        | nothing                        | nothing                   | RunCancelRequested + RunCancelled
            Running, a later step    | nothing                       | nothing        | nothing                        | nothing                   | RunCancelRequested + RunCancelled
            Completed                | nothing                       | nothing        | nothing                        | nothing                   | WRONG_STATE
            Failed                   | nothing                       | nothing        | nothing                        | nothing                   | WRONG_STATE
            Cancelled                | nothing                       | nothing        | nothing                        | nothing                   | nothing
            """);
  }

  private static Map<String, RunState> states() {
    var states = new LinkedHashMap<String, RunState>();
    states.put("Absent", new Absent());
    states.put("Running, this attempt", new Running(1, 2));
    states.put("Running, a later attempt", new Running(1, 3));
    states.put("Running, a later step", new Running(2, 2));
    states.put("Completed", new Completed());
    states.put("Failed", new Failed());
    states.put("Cancelled", new Cancelled());
    return states;
  }
}
