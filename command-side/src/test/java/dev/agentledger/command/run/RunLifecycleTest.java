package dev.agentledger.command.run;

import static dev.agentledger.command.run.RunStory.ANSWER;
import static dev.agentledger.command.run.RunStory.HASH;
import static dev.agentledger.command.run.RunStory.QUESTION;
import static dev.agentledger.command.run.RunStory.REFUND;
import static dev.agentledger.command.run.RunStory.after;
import static dev.agentledger.command.run.RunStory.called;
import static dev.agentledger.command.run.RunStory.held;
import static dev.agentledger.command.run.RunStory.requested;
import static dev.agentledger.command.run.RunStory.start;
import static dev.agentledger.command.run.RunStory.wanting;
import static dev.agentledger.events.EventSamples.ERROR;
import static dev.agentledger.events.EventSamples.RUN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentledger.api.run.AnswerQuestion;
import dev.agentledger.api.run.ApproveToolCall;
import dev.agentledger.api.run.CancelRun;
import dev.agentledger.api.run.ReconcileToolCall;
import dev.agentledger.api.run.RecordCodeFailed;
import dev.agentledger.api.run.RecordCodeReturned;
import dev.agentledger.api.run.RecordDivergence;
import dev.agentledger.api.run.RecordToolCallFailed;
import dev.agentledger.api.run.RecordToolCallOutcomeUnknown;
import dev.agentledger.api.run.RecordToolCallSucceeded;
import dev.agentledger.api.run.RefuseModelCall;
import dev.agentledger.api.run.ReinvokeCode;
import dev.agentledger.api.run.ReinvokeModelCall;
import dev.agentledger.api.run.ReinvokeToolCall;
import dev.agentledger.api.run.RejectToolCall;
import dev.agentledger.api.run.ResumeRun;
import dev.agentledger.api.run.RunCommand;
import dev.agentledger.api.run.TimeOutRun;
import dev.agentledger.command.Outcomes;
import dev.agentledger.command.run.RunState.Absent;
import dev.agentledger.events.run.CallFailure;
import dev.agentledger.events.run.Divergence;
import dev.agentledger.events.run.Resolution;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The whole lifecycle on three pages; a new state or command changes a table or fails to compile.
 *
 * <p>The commands are about the first attempt at the first step and about its first call, but those
 * about code: they are about the second attempt.
 */
class RunLifecycleTest {

  private static final CallFailure FAILURE = new CallFailure("timeout", "Too slow", false, null);

  private static final Divergence DIVERGENCE =
      new Divergence("model-request", null, null, "another prompt", null, null);

  private static final Map<String, RunState> STATES = states();

  @Test
  void ofCodeAndOfEnds() {
    assertThat(
            table(
                List.of(
                    start(RunStory.CODE),
                    new ReinvokeCode(RUN, 1, 2),
                    new RecordCodeReturned(RUN, 1, 2, null, List.of(), 1),
                    new RecordCodeFailed(RUN, 1, 2, ERROR, List.of(), 1),
                    new TimeOutRun(RUN),
                    new RecordDivergence(RUN, 1, 1, DIVERGENCE, true),
                    new CancelRun(RUN, null))))
        .isEqualToNormalizingWhitespace(
            """
            absent                   | RunRequested + RunCodeInvoked | NOT_FOUND      | NOT_FOUND                      | NOT_FOUND                 | NOT_FOUND | NOT_FOUND                  | NOT_FOUND
            executing                | nothing                       | RunCodeInvoked | RunCodeReturned + RunCompleted | RunCodeFailed + RunFailed | RunFailed | nothing                    | RunCancelRequested + RunCancelled
            executing, later attempt | nothing                       | nothing        | nothing                        | nothing                   | RunFailed | nothing                    | RunCancelRequested + RunCancelled
            asking                   | nothing                       | nothing        | nothing                        | nothing                   | RunFailed | RunDiverged + RunCompleted | RunCancelRequested + RunCancelled
            asking, later attempt    | nothing                       | nothing        | nothing                        | nothing                   | RunFailed | nothing                    | RunCancelRequested + RunCancelled
            asking, later step       | nothing                       | nothing        | nothing                        | nothing                   | RunFailed | nothing                    | RunCancelRequested + RunCancelled
            calling                  | nothing                       | nothing        | nothing                        | nothing                   | RunFailed | RunDiverged + RunCompleted | RunCancelRequested + RunCancelled
            calling, later attempt   | nothing                       | nothing        | nothing                        | nothing                   | RunFailed | RunDiverged + RunCompleted | RunCancelRequested + RunCancelled
            held                     | nothing                       | nothing        | nothing                        | nothing                   | nothing   | RunDiverged + RunCompleted | RunCancelRequested + RunCancelled
            asked                    | nothing                       | nothing        | nothing                        | nothing                   | nothing   | RunDiverged + RunCompleted | RunCancelRequested + RunCancelled
            unknown                  | nothing                       | nothing        | nothing                        | nothing                   | nothing   | RunDiverged + RunCompleted | RunCancelRequested + RunCancelled
            without model            | nothing                       | nothing        | nothing                        | nothing                   | nothing   | RunDiverged + RunCompleted | RunCancelRequested + RunCancelled
            completed                | nothing                       | nothing        | nothing                        | nothing                   | nothing   | nothing                    | WRONG_STATE
            failed                   | nothing                       | nothing        | nothing                        | nothing                   | nothing   | nothing                    | WRONG_STATE
            cancelled                | nothing                       | nothing        | nothing                        | nothing                   | nothing   | nothing                    | nothing
            cancelled, unknown       | nothing                       | nothing        | nothing                        | nothing                   | nothing   | nothing                    | nothing
            """);
  }

  @Test
  void ofModelCalls() {
    assertThat(
            table(
                List.of(
                    RunStory.answered(1, 1, ANSWER),
                    RunStory.answered(1, 1, "", called(REFUND)),
                    RunStory.failed(1, 1, true),
                    new RefuseModelCall(RUN, 1, 1, true, "No money"),
                    new ReinvokeModelCall(RUN, 1, 1),
                    new ResumeRun(RUN, null))))
        .isEqualToNormalizingWhitespace(
            """
            absent                   | NOT_FOUND                            | NOT_FOUND                                   | NOT_FOUND                                  | NOT_FOUND    | NOT_FOUND             | NOT_FOUND
            executing                | nothing                              | nothing                                     | nothing                                    | nothing      | nothing               | nothing
            executing, later attempt | nothing                              | nothing                                     | nothing                                    | nothing      | nothing               | nothing
            asking                   | RunModelCallCompleted + RunCompleted | RunModelCallCompleted + RunToolCallIntended | RunModelCallFailed + RunModelCallRequested | RunSuspended | RunModelCallRequested | nothing
            asking, later attempt    | RunModelCallDiscarded                | RunModelCallDiscarded                       | nothing                                    | nothing      | nothing               | nothing
            asking, later step       | nothing                              | nothing                                     | nothing                                    | nothing      | nothing               | nothing
            calling                  | nothing                              | nothing                                     | nothing                                    | nothing      | nothing               | nothing
            calling, later attempt   | nothing                              | nothing                                     | nothing                                    | nothing      | nothing               | nothing
            held                     | nothing                              | nothing                                     | nothing                                    | nothing      | nothing               | WRONG_STATE
            asked                    | nothing                              | nothing                                     | nothing                                    | nothing      | nothing               | WRONG_STATE
            unknown                  | nothing                              | nothing                                     | nothing                                    | nothing      | nothing               | WRONG_STATE
            without model            | nothing                              | nothing                                     | nothing                                    | nothing      | nothing               | RunResumed + RunModelCallRequested
            completed                | nothing                              | nothing                                     | nothing                                    | nothing      | nothing               | WRONG_STATE
            failed                   | RunModelCallDiscarded                | RunModelCallDiscarded                       | nothing                                    | nothing      | nothing               | WRONG_STATE
            cancelled                | RunModelCallDiscarded                | RunModelCallDiscarded                       | nothing                                    | nothing      | nothing               | WRONG_STATE
            cancelled, unknown       | nothing                              | nothing                                     | nothing                                    | nothing      | nothing               | WRONG_STATE
            """);
  }

  @Test
  void ofToolCalls() {
    assertThat(
            table(
                List.of(
                    new RecordToolCallSucceeded(RUN, "call_1_1", 1, Map.of(), 1, null),
                    new RecordToolCallFailed(RUN, "call_1_1", 1, FAILURE, 1, null, 0),
                    new RecordToolCallOutcomeUnknown(RUN, "call_1_1", 1, "cut"),
                    new ReinvokeToolCall(RUN, "call_1_1", 1))))
        .isEqualToNormalizingWhitespace(
            """
            absent                   | NOT_FOUND                                    | NOT_FOUND                                 | NOT_FOUND                                | NOT_FOUND
            executing                | nothing                                      | nothing                                   | nothing                                  | nothing
            executing, later attempt | nothing                                      | nothing                                   | nothing                                  | nothing
            asking                   | nothing                                      | nothing                                   | nothing                                  | nothing
            asking, later attempt    | nothing                                      | nothing                                   | nothing                                  | nothing
            asking, later step       | nothing                                      | nothing                                   | nothing                                  | nothing
            calling                  | RunToolCallSucceeded + RunModelCallRequested | RunToolCallFailed + RunModelCallRequested | RunToolCallOutcomeUnknown + RunSuspended | RunToolCallOutcomeUnknown + RunSuspended
            calling, later attempt   | nothing                                      | nothing                                   | nothing                                  | nothing
            held                     | nothing                                      | nothing                                   | nothing                                  | nothing
            asked                    | nothing                                      | nothing                                   | nothing                                  | nothing
            unknown                  | nothing                                      | nothing                                   | nothing                                  | nothing
            without model            | nothing                                      | nothing                                   | nothing                                  | nothing
            completed                | nothing                                      | nothing                                   | nothing                                  | nothing
            failed                   | nothing                                      | nothing                                   | nothing                                  | nothing
            cancelled                | nothing                                      | nothing                                   | nothing                                  | nothing
            cancelled, unknown       | nothing                                      | nothing                                   | nothing                                  | nothing
            """);
  }

  @Test
  void ofPeople() {
    assertThat(
            table(
                List.of(
                    new ApproveToolCall(RUN, "call_1_1", HASH, null, null, List.of("grace")),
                    new RejectToolCall(RUN, "call_1_1", "Too much", "grace"),
                    new AnswerQuestion(RUN, "call_1_1", "private", "grace"),
                    new ReconcileToolCall(
                        RUN, "call_1_1", Resolution.DONE, Map.of(), null, "grace"),
                    new ReconcileToolCall(RUN, "call_1_1", Resolution.RETRY, null, null, "grace"))))
        .isEqualToNormalizingWhitespace(
            """
            absent                   | NOT_FOUND                        | NOT_FOUND                                                | NOT_FOUND                                                | NOT_FOUND                                                  | NOT_FOUND
            executing                | WRONG_STATE                      | WRONG_STATE                                              | WRONG_STATE                                              | WRONG_STATE                                                | WRONG_STATE
            executing, later attempt | WRONG_STATE                      | WRONG_STATE                                              | WRONG_STATE                                              | WRONG_STATE                                                | WRONG_STATE
            asking                   | WRONG_STATE                      | WRONG_STATE                                              | WRONG_STATE                                              | WRONG_STATE                                                | WRONG_STATE
            asking, later attempt    | WRONG_STATE                      | WRONG_STATE                                              | WRONG_STATE                                              | WRONG_STATE                                                | WRONG_STATE
            asking, later step       | WRONG_STATE                      | WRONG_STATE                                              | WRONG_STATE                                              | WRONG_STATE                                                | WRONG_STATE
            calling                  | WRONG_STATE                      | WRONG_STATE                                              | WRONG_STATE                                              | WRONG_STATE                                                | WRONG_STATE
            calling, later attempt   | WRONG_STATE                      | WRONG_STATE                                              | WRONG_STATE                                              | WRONG_STATE                                                | WRONG_STATE
            held                     | RunResumed + RunToolCallIntended | RunToolCallRejected + RunResumed + RunModelCallRequested | WRONG_STATE                                              | WRONG_STATE                                                | WRONG_STATE
            asked                    | WRONG_STATE                      | WRONG_STATE                                              | RunQuestionAnswered + RunResumed + RunModelCallRequested | WRONG_STATE                                                | WRONG_STATE
            unknown                  | WRONG_STATE                      | WRONG_STATE                                              | WRONG_STATE                                              | RunToolCallReconciled + RunResumed + RunModelCallRequested | RunToolCallReconciled + RunResumed + RunToolCallIntended
            without model            | WRONG_STATE                      | WRONG_STATE                                              | WRONG_STATE                                              | WRONG_STATE                                                | WRONG_STATE
            completed                | WRONG_STATE                      | WRONG_STATE                                              | WRONG_STATE                                              | WRONG_STATE                                                | WRONG_STATE
            failed                   | WRONG_STATE                      | WRONG_STATE                                              | WRONG_STATE                                              | WRONG_STATE                                                | WRONG_STATE
            cancelled                | WRONG_STATE                      | WRONG_STATE                                              | WRONG_STATE                                              | WRONG_STATE                                                | WRONG_STATE
            cancelled, unknown       | WRONG_STATE                      | WRONG_STATE                                              | WRONG_STATE                                              | RunToolCallReconciled                                      | WRONG_STATE
            """);
  }

  private static String table(List<RunCommand> commands) {
    return Outcomes.table(STATES, commands, RunDecisions::decide);
  }

  private static Map<String, RunState> states() {
    var states = new LinkedHashMap<String, RunState>();
    states.put("absent", new Absent());
    states.put("executing", new RunState.Executing(1, 2, 5_000, false));
    states.put("executing, later attempt", new RunState.Executing(1, 3, 5_000, false));
    states.put("asking", after(requested()));
    states.put("asking, later attempt", after(requested(), RunStory.lost(1, 1)));
    states.put("asking, later step", after(requested(), wanting(), RunStory.succeeded(1)));
    states.put("calling", after(requested(), wanting()));
    states.put(
        "calling, later attempt",
        after(
            requested(),
            RunStory.answered(1, 1, null, called(RunStory.LOOKUP)),
            RunStory.callLost(1)));
    states.put("held", after(requested(), held()));
    states.put("asked", after(requested(), RunStory.answered(1, 1, "", called(QUESTION))));
    states.put("unknown", after(requested(), wanting(), RunStory.unknown(1)));
    states.put(
        "without model",
        after(requested(), RunStory.failed(1, 1, false), RunStory.failed(1, 2, false)));
    states.put("completed", after(requested(), RunStory.answered(1, 1, ANSWER)));
    states.put("failed", after(requested(), new TimeOutRun(RUN)));
    states.put("cancelled", after(requested(), new CancelRun(RUN, null)));
    states.put(
        "cancelled, unknown",
        after(requested(), wanting(), RunStory.unknown(1), new CancelRun(RUN, null)));
    return states;
  }
}
