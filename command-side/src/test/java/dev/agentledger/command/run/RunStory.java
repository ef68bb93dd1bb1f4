package dev.agentledger.command.run;

import static dev.agentledger.events.EventSamples.AGENT;
import static dev.agentledger.events.EventSamples.APPROVAL_RULE;
import static dev.agentledger.events.EventSamples.RUN;
import static dev.agentledger.events.EventSamples.SLUG;
import static dev.agentledger.events.EventSamples.VERSION;

import dev.agentledger.api.run.JudgedCall;
import dev.agentledger.api.run.RecordModelCallCompleted;
import dev.agentledger.api.run.RecordModelCallFailed;
import dev.agentledger.api.run.RecordToolCallFailed;
import dev.agentledger.api.run.RecordToolCallOutcomeUnknown;
import dev.agentledger.api.run.RecordToolCallSucceeded;
import dev.agentledger.api.run.ReinvokeModelCall;
import dev.agentledger.api.run.ReinvokeToolCall;
import dev.agentledger.api.run.RunCommand;
import dev.agentledger.api.run.StartRun;
import dev.agentledger.command.run.RunState.Absent;
import dev.agentledger.events.agent.AgentKind;
import dev.agentledger.events.agent.Limits;
import dev.agentledger.events.canonical.CanonicalJson;
import dev.agentledger.events.run.CallFailure;
import dev.agentledger.events.run.FinishReason;
import dev.agentledger.events.run.ForkOf;
import dev.agentledger.events.run.Message;
import dev.agentledger.events.run.ModelCall;
import dev.agentledger.events.run.PinnedTool;
import dev.agentledger.events.run.RunId;
import dev.agentledger.events.run.RunMode;
import dev.agentledger.events.run.RunModelCallCompleted;
import dev.agentledger.events.run.RunModelCallFailed;
import dev.agentledger.events.run.RunModelCallRequested;
import dev.agentledger.events.run.RunPlan;
import dev.agentledger.events.run.RunRequested;
import dev.agentledger.events.run.RunToolCallHeld;
import dev.agentledger.events.run.RunToolCallIntended;
import dev.agentledger.events.run.TokenUsage;
import dev.agentledger.events.run.ToolCallRequest;
import dev.agentledger.events.run.ToolKind;
import dev.agentledger.events.tool.OnExpiry;
import dev.agentledger.events.tool.ToolEffect;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the tests of a run tell about it: its plans, its calls, what is reported of them. */
final class RunStory {

  static final String FIRST = "rehearsal/first";
  static final String SECOND = "rehearsal/second";
  static final String ANSWER = "Two words";
  static final Map<String, Object> ARGUMENTS = Map.of("order", 7);
  static final String HASH = CanonicalJson.hashOf(ARGUMENTS);

  static final String REFUND = "refund";
  static final String LOOKUP = "lookup";
  static final String EXPIRING = "expiring";
  static final String WRITER = "writer";
  static final String QUESTION = "ask_human";
  static final String HANDOVER = "hand_over";

  static final List<PinnedTool> TOOLS =
      List.of(
          tool(REFUND, ToolKind.HTTP, ToolEffect.EFFECTFUL, OnExpiry.REJECT),
          tool(LOOKUP, ToolKind.HTTP, ToolEffect.READ, OnExpiry.REJECT),
          tool(EXPIRING, ToolKind.HTTP, ToolEffect.EFFECTFUL, OnExpiry.FAIL),
          tool(WRITER, ToolKind.AGENT, ToolEffect.READ, OnExpiry.REJECT),
          tool(QUESTION, ToolKind.ASK_HUMAN, ToolEffect.READ, OnExpiry.REJECT),
          tool(HANDOVER, ToolKind.HAND_OVER, ToolEffect.READ, OnExpiry.REJECT));

  static final RunPlan CODE = RunPlan.OF_CODE;
  static final RunPlan CONTEXT = new RunPlan(AgentKind.CONTEXT, List.of(FIRST, SECOND), TOOLS, 1);
  static final RunPlan API =
      new RunPlan(
          AgentKind.API,
          List.of(),
          List.of(tool("request", ToolKind.API, ToolEffect.EFFECTFUL, OnExpiry.REJECT)),
          0);

  private static final TokenUsage USAGE = new TokenUsage(100, 10, 0, 0, 0);

  private RunStory() {}

  private static PinnedTool tool(String name, ToolKind kind, ToolEffect effect, OnExpiry onExpiry) {
    return new PinnedTool(name, kind, "tol_" + name, "sha256:ab", effect, 2_000, 1, onExpiry);
  }

  /** The state after these commands. */
  static RunState after(RunCommand... commands) {
    return Arrays.stream(commands)
        .<RunState>reduce(
            new Absent(),
            (state, command) ->
                RunDecisions.decide(state, command).stream()
                    .reduce(state, RunState::evolve, (_, last) -> last),
            (_, last) -> last);
  }

  static StartRun start(RunPlan plan) {
    return start(plan, Limits.NONE);
  }

  static StartRun start(RunPlan plan, Limits limits) {
    return start(plan, limits, null);
  }

  static StartRun start(RunPlan plan, Limits limits, @Nullable ForkOf forkOf) {
    return new StartRun(
        RUN,
        AGENT,
        SLUG,
        VERSION.ref(),
        plan,
        RunMode.PRODUCTION,
        ARGUMENTS,
        Map.of(),
        limits,
        null,
        null,
        null,
        forkOf,
        null);
  }

  static StartRun requested() {
    return start(CONTEXT);
  }

  static Limits limits(@Nullable Integer steps, @Nullable Integer toolCalls, @Nullable String usd) {
    return new Limits(5_000, steps, null, usd, toolCalls, null, null, null);
  }

  static RunRequested accepted(StartRun start) {
    return new RunRequested(
        start.runId(),
        start.agentId(),
        start.agentSlug(),
        start.version(),
        start.plan(),
        start.mode(),
        start.input(),
        start.labels(),
        start.limits(),
        start.parent(),
        start.conversation(),
        start.replayOf(),
        start.forkOf(),
        start.script());
  }

  static RunModelCallRequested asked(int step, int attempt, String model, @Nullable String reason) {
    return new RunModelCallRequested(RUN, step, attempt, model, null, 0, reason);
  }

  /** A call of the first step as the model wants it, the first of its answer. */
  static JudgedCall called(String tool) {
    return called(1, tool);
  }

  static JudgedCall called(int number, String tool) {
    var arguments =
        tool.equals(QUESTION) ? Map.<String, Object>of("question", "Which?") : ARGUMENTS;
    return new JudgedCall(
        "call_1_" + number, tool, arguments, CanonicalJson.hashOf(arguments), null, null);
  }

  static JudgedCall heldCall(int number, String tool) {
    return new JudgedCall(
        "call_1_" + number,
        tool,
        ARGUMENTS,
        HASH,
        null,
        new JudgedCall.Hold("A person approves each call", APPROVAL_RULE));
  }

  static JudgedCall unfitCall(int number, String tool, String problem) {
    return new JudgedCall("call_1_" + number, tool, ARGUMENTS, HASH, problem, null);
  }

  static RecordModelCallCompleted answered(
      int step, int attempt, @Nullable Object output, JudgedCall... calls) {
    return completed(step, attempt, FinishReason.STOP, output, null, List.of(calls));
  }

  static RecordModelCallCompleted misanswered(int step, FinishReason why, String problem) {
    return completed(step, 1, why, null, problem, List.of());
  }

  static RecordModelCallCompleted completed(
      int step,
      int attempt,
      FinishReason why,
      @Nullable Object output,
      @Nullable String problem,
      List<JudgedCall> calls) {
    var requests =
        calls.stream()
            .map(call -> new ToolCallRequest(call.callId(), call.tool(), call.arguments()))
            .toList();
    return new RecordModelCallCompleted(
        RUN,
        step,
        attempt,
        new ModelCall(
            "sha256:ef",
            "rehearsal",
            FIRST,
            "first",
            Map.of(),
            Message.assistant("I say", requests),
            why,
            USAGE,
            80,
            null,
            1,
            1_000L),
        calls,
        output,
        problem);
  }

  static RunModelCallCompleted fact(RecordModelCallCompleted command) {
    return new RunModelCallCompleted(RUN, command.step(), command.attempt(), command.call());
  }

  static RecordModelCallFailed failed(int step, int attempt, boolean retryable) {
    return new RecordModelCallFailed(
        RUN,
        step,
        attempt,
        "rehearsal",
        FIRST,
        null,
        new CallFailure("busy", "The provider is busy", retryable, null),
        90,
        null,
        null,
        250);
  }

  static RunModelCallFailed fact(RecordModelCallFailed command) {
    return new RunModelCallFailed(
        RUN,
        command.step(),
        command.attempt(),
        command.provider(),
        command.model(),
        command.requestHash(),
        command.failure(),
        command.latencyMillis(),
        command.usage(),
        command.costMicros());
  }

  static ReinvokeModelCall lost(int step, int attempt) {
    return new ReinvokeModelCall(RUN, step, attempt);
  }

  /** The first answer, which wants one refund. */
  static RecordModelCallCompleted wanting() {
    return answered(1, 1, null, called(REFUND));
  }

  /** The first answer, which wants one call that people must approve. */
  static RecordModelCallCompleted held() {
    return answered(1, 1, null, heldCall(1, REFUND));
  }

  static RecordToolCallSucceeded succeeded(int number) {
    return new RecordToolCallSucceeded(RUN, "call_1_" + number, 1, Map.of("done", true), 41, null);
  }

  static RecordToolCallFailed callFailed(int number, int attempt, boolean retryable) {
    return new RecordToolCallFailed(
        RUN,
        "call_1_" + number,
        attempt,
        new CallFailure("timeout", "It took too long", retryable, null),
        41,
        null,
        500);
  }

  static RecordToolCallOutcomeUnknown unknown(int number) {
    return new RecordToolCallOutcomeUnknown(RUN, "call_1_" + number, 1, "The connection was cut");
  }

  static ReinvokeToolCall callLost(int attempt) {
    return new ReinvokeToolCall(RUN, "call_1_1", attempt);
  }

  static RunToolCallIntended intended(int number, String tool, int attempt) {
    return intended(number, tool, attempt, 0, List.of());
  }

  static RunToolCallIntended intended(
      int number, String tool, int attempt, long delayMillis, List<String> approvedBy) {
    return new RunToolCallIntended(
        RUN,
        1,
        "call_1_" + number,
        tool,
        ARGUMENTS,
        HASH,
        attempt,
        "run_1:call_1_" + number,
        delayMillis,
        approvedBy,
        tool.equals(WRITER) ? RunId.childOf(RUN, "call_1_" + number) : null);
  }

  static RunToolCallHeld heldFact(int number, String tool) {
    return new RunToolCallHeld(
        RUN,
        1,
        "call_1_" + number,
        tool,
        ARGUMENTS,
        HASH,
        "A person approves each call",
        APPROVAL_RULE);
  }
}
