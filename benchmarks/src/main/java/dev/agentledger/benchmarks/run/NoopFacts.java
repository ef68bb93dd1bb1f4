package dev.agentledger.benchmarks.run;

import dev.agentledger.events.agent.AgentId;
import dev.agentledger.events.agent.Limits;
import dev.agentledger.events.agent.VersionRef;
import dev.agentledger.events.run.Outcome;
import dev.agentledger.events.run.RunCodeInvoked;
import dev.agentledger.events.run.RunCodeReturned;
import dev.agentledger.events.run.RunCompleted;
import dev.agentledger.events.run.RunEvent;
import dev.agentledger.events.run.RunId;
import dev.agentledger.events.run.RunMode;
import dev.agentledger.events.run.RunPlan;
import dev.agentledger.events.run.RunRequested;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The facts of a run of ten steps that do nothing: each commit holds the outcome of one step and
 * the intent of the next.
 */
public final class NoopFacts {

  public static final int STEPS = 10;

  /** The request with the first intent, then the outcome of each step with what follows it. */
  public static final int EVENTS = 2 * (STEPS + 1);

  private static final AgentId AGENT = AgentId.of("default", "noop");
  private static final VersionRef VERSION =
      new VersionRef(1, "sha256:5994471abb01112afcc18159f6cc74b4f511b99806da59b3caf5a9c173cacfc5");

  private NoopFacts() {}

  static List<RunEvent> begun(RunId run) {
    return List.of(
        new RunRequested(
            run,
            AGENT,
            "noop",
            VERSION,
            RunPlan.OF_CODE,
            RunMode.PRODUCTION,
            Map.of("text", "The log is the state."),
            Map.of("team", "benchmarks"),
            Limits.NONE,
            null,
            null,
            null,
            null,
            null),
        new RunCodeInvoked(run, 1, 1, null));
  }

  static List<RunEvent> stepped(RunId run, int step) {
    return List.of(
        new RunCodeReturned(run, step, 1, Map.of("words", step), List.of(), 1),
        step < STEPS
            ? new RunCodeInvoked(run, step + 1, 1, null)
            : new RunCompleted(run, Outcome.FINISH, Map.of("words", step)));
  }

  /** All facts of a run, in their order. */
  public static List<RunEvent> of(RunId run) {
    return Stream.concat(
            begun(run).stream(),
            IntStream.rangeClosed(1, STEPS).boxed().flatMap(step -> stepped(run, step).stream()))
        .toList();
  }
}
