package dev.agentledger.command.run;

import static dev.agentledger.command.Refusal.refusal;
import static dev.agentledger.command.run.RunModelCallTest.failure;
import static dev.agentledger.command.run.RunStory.API;
import static dev.agentledger.command.run.RunStory.EXPIRING;
import static dev.agentledger.command.run.RunStory.FIRST;
import static dev.agentledger.command.run.RunStory.HASH;
import static dev.agentledger.command.run.RunStory.LOOKUP;
import static dev.agentledger.command.run.RunStory.QUESTION;
import static dev.agentledger.command.run.RunStory.REFUND;
import static dev.agentledger.command.run.RunStory.WRITER;
import static dev.agentledger.command.run.RunStory.accepted;
import static dev.agentledger.command.run.RunStory.answered;
import static dev.agentledger.command.run.RunStory.asked;
import static dev.agentledger.command.run.RunStory.callFailed;
import static dev.agentledger.command.run.RunStory.callLost;
import static dev.agentledger.command.run.RunStory.called;
import static dev.agentledger.command.run.RunStory.held;
import static dev.agentledger.command.run.RunStory.heldCall;
import static dev.agentledger.command.run.RunStory.intended;
import static dev.agentledger.command.run.RunStory.requested;
import static dev.agentledger.command.run.RunStory.start;
import static dev.agentledger.command.run.RunStory.succeeded;
import static dev.agentledger.command.run.RunStory.unknown;
import static dev.agentledger.command.run.RunStory.wanting;
import static dev.agentledger.events.EventSamples.RUN;

import dev.agentledger.api.CommandRefused.Reason;
import dev.agentledger.api.run.AnswerQuestion;
import dev.agentledger.api.run.ApproveToolCall;
import dev.agentledger.api.run.CancelRun;
import dev.agentledger.api.run.ReconcileToolCall;
import dev.agentledger.api.run.RecordToolCallFailed;
import dev.agentledger.api.run.RecordToolCallSucceeded;
import dev.agentledger.api.run.RejectToolCall;
import dev.agentledger.events.run.CallFailure;
import dev.agentledger.events.run.Outcome;
import dev.agentledger.events.run.Resolution;
import dev.agentledger.events.run.RunCompleted;
import dev.agentledger.events.run.RunQuestionAnswered;
import dev.agentledger.events.run.RunResumed;
import dev.agentledger.events.run.RunSuspended;
import dev.agentledger.events.run.RunToolCallFailed;
import dev.agentledger.events.run.RunToolCallIntended;
import dev.agentledger.events.run.RunToolCallOutcomeUnknown;
import dev.agentledger.events.run.RunToolCallReconciled;
import dev.agentledger.events.run.RunToolCallRejected;
import dev.agentledger.events.run.RunToolCallSucceeded;
import dev.agentledger.events.run.SuspensionReason;
import java.util.List;
import java.util.Map;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Runs that call tools: what follows from outcomes, and from what people say. */
class RunToolCallTest {

  private static final RunSuspended WAITS =
      new RunSuspended(RUN, SuspensionReason.APPROVAL, "refund waits for approval");
  private static final RunSuspended OPEN =
      new RunSuspended(
          RUN, SuspensionReason.RECONCILE, "It is not known whether refund took effect");
  private static final RunResumed RESUMED = new RunResumed(RUN, null);

  private final FixtureConfiguration<Run> run = new AggregateTestFixture<>(Run.class);

  @Nested
  class RecordingAnOutcome {

    @Test
    void asksTheModelWhenNoOtherCallIsOpen() {
      run.givenCommands(requested(), answered(1, 1, null, called(1, REFUND), called(2, LOOKUP)))
          .when(succeeded(1))
          .expectEvents(fact(succeeded(1)));
      run.givenCommands(
              requested(), answered(1, 1, null, called(1, REFUND), called(2, LOOKUP)), succeeded(1))
          .when(succeeded(2))
          .expectEvents(fact(succeeded(2)), asked(2, 1, FIRST, null));
    }

    @Test
    void twiceRecordsNothingMore() {
      run.givenCommands(requested(), wanting(), succeeded(1))
          .when(succeeded(1))
          .expectSuccessfulHandlerExecution()
          .expectNoEvents();
    }

    @Test
    void restsWhenOnlyPeopleCanBringTheOthersFurther() {
      run.givenCommands(requested(), answered(1, 1, null, called(1, LOOKUP), heldCall(2, REFUND)))
          .when(succeeded(1))
          .expectEvents(fact(succeeded(1)), WAITS);
    }

    @Test
    void repeatsAFailedCallWithTheSameKeyAndArguments() {
      run.givenCommands(requested(), wanting())
          .when(callFailed(1, 1, true))
          .expectEvents(
              fact(callFailed(1, 1, true), false), intended(1, REFUND, 2, 500, List.of()));
    }

    @Test
    void tellsTheModelWhenTheCallWasRepeatedOftenEnough() {
      run.givenCommands(requested(), wanting(), callFailed(1, 1, true))
          .when(callFailed(1, 2, true))
          .expectEvents(fact(callFailed(1, 2, true), true), asked(2, 1, FIRST, null));
    }

    @Test
    void tellsTheModelAtOnceWhenRepeatingIsOfNoUse() {
      run.givenCommands(requested(), wanting())
          .when(callFailed(1, 1, false))
          .expectEvents(fact(callFailed(1, 1, false), true), asked(2, 1, FIRST, null));
    }

    @Test
    void doesNotRepeatTheRunOfAnotherAgent() {
      run.givenCommands(requested(), answered(1, 1, null, called(WRITER)))
          .when(callFailed(1, 1, true))
          .expectEvents(fact(callFailed(1, 1, true), true), asked(2, 1, FIRST, null));
    }

    @Test
    void restsWhenNobodyKnowsIt() {
      run.givenCommands(requested(), wanting())
          .when(unknown(1))
          .expectEvents(
              new RunToolCallOutcomeUnknown(RUN, "call_1_1", 1, "The connection was cut"), OPEN);
    }

    @Test
    void ofACancelledRunChangesNothing() {
      run.givenCommands(requested(), wanting(), new CancelRun(RUN, null))
          .when(succeeded(1))
          .expectSuccessfulHandlerExecution()
          .expectNoEvents();
    }
  }

  @Nested
  class OfARequest {

    @Test
    void isTheOneCallOfTheRun() {
      run.givenNoPriorActivity()
          .when(start(API))
          .expectEvents(accepted(start(API)), intended(1, "request", 1));
    }

    @Test
    void givesTheRunItsOutput() {
      run.givenCommands(start(API))
          .when(succeeded(1))
          .expectEvents(
              fact(succeeded(1)), new RunCompleted(RUN, Outcome.FINISH, Map.of("done", true)));
    }

    @Test
    void failsTheRunWithWhatItFailed() {
      run.givenCommands(start(API))
          .when(callFailed(1, 1, false))
          .expectEvents(
              fact(callFailed(1, 1, false), true), failure("timeout", "It took too long"));
    }

    @Test
    void givesTheRunItsOutputWhenAnOperatorKnowsIt() {
      run.givenCommands(start(API), unknown(1))
          .when(reconciled(Resolution.DONE, Map.of("id", 4)))
          .expectEvents(
              reconciledFact(Resolution.DONE, Map.of("id", 4)),
              new RunCompleted(RUN, Outcome.FINISH, Map.of("id", 4)));
    }
  }

  @Nested
  class Reinvoking {

    @Test
    void aReadIsMadeAgainWithTheSameKey() {
      run.givenCommands(requested(), answered(1, 1, null, called(LOOKUP)))
          .when(callLost(1))
          .expectEvents(intended(1, LOOKUP, 2));
    }

    @Test
    void theRunOfAnotherAgentIsTheSameRun() {
      run.givenCommands(requested(), answered(1, 1, null, called(WRITER)))
          .when(callLost(1))
          .expectEvents(intended(1, WRITER, 2));
    }

    @Test
    void anEffectIsLeftToAnOperator() {
      run.givenCommands(requested(), wanting())
          .when(callLost(1))
          .expectEvents(new RunToolCallOutcomeUnknown(RUN, "call_1_1", 1, "worker lost"), OPEN);
    }

    @Test
    void givesUpWhenFiveWorkersWereLost() {
      run.givenCommands(
              requested(),
              answered(1, 1, null, called(LOOKUP)),
              callLost(1),
              callLost(2),
              callLost(3),
              callLost(4))
          .when(callLost(5))
          .expectEvents(
              new RunToolCallFailed(
                  RUN,
                  "call_1_1",
                  5,
                  new CallFailure(
                      "worker-lost", "The worker was lost in each of 5 attempts", false, null),
                  true,
                  0,
                  null),
              asked(2, 1, FIRST, null));
    }
  }

  @Nested
  class Approving {

    @Test
    void makesTheCallAndSaysWhoAgreed() {
      run.givenCommands(requested(), held())
          .when(approval(HASH, null))
          .expectEvents(RESUMED, intended(1, REFUND, 1, 0, List.of("grace")));
    }

    @Test
    void doesNotWakeARunThatDoesNotRest() {
      run.givenCommands(requested(), answered(1, 1, null, heldCall(1, REFUND), called(2, LOOKUP)))
          .when(approval(HASH, null))
          .expectEvents(intended(1, REFUND, 1, 0, List.of("grace")));
    }

    @Test
    void keepsWhoAgreedWhenTheCallIsRepeated() {
      run.givenCommands(requested(), held(), approval(HASH, null))
          .when(callFailed(1, 1, true))
          .expectEvents(
              fact(callFailed(1, 1, true), false), intended(1, REFUND, 2, 500, List.of("grace")));
    }

    @Test
    void makesTheCallAsThePeopleAmendedIt() {
      var amended = Map.<String, Object>of("order", 8);
      run.givenCommands(requested(), held())
          .when(new ApproveToolCall(RUN, "call_1_1", HASH, amended, "sha256:08", List.of("grace")))
          .expectEvents(
              RESUMED,
              new RunToolCallIntended(
                  RUN,
                  1,
                  "call_1_1",
                  REFUND,
                  amended,
                  "sha256:08",
                  1,
                  "run_1:call_1_1",
                  0,
                  List.of("grace"),
                  null));
    }

    @Test
    void twiceMakesTheCallOnce() {
      run.givenCommands(requested(), held(), approval(HASH, null), succeeded(1))
          .when(approval(HASH, null))
          .expectSuccessfulHandlerExecution()
          .expectNoEvents();
    }

    @Test
    void otherArgumentsIsStale() {
      run.givenCommands(requested(), held())
          .when(approval("sha256:00", null))
          .expectException(
              refusal(
                  Reason.STALE,
                  "The arguments of call_1_1 are not those that were approved; look at them again"))
          .expectNoEvents();
    }

    @Test
    void aCancelledRunIsRefused() {
      run.givenCommands(requested(), held(), new CancelRun(RUN, null))
          .when(approval(HASH, null))
          .expectException(
              refusal(Reason.WRONG_STATE, "Run run_1 was cancelled; nothing was called"))
          .expectNoEvents();
    }

    @Test
    void whatWasRejectedIsRefused() {
      run.givenCommands(requested(), held(), rejection(1, "grace"))
          .when(approval(HASH, null))
          .expectException(
              refusal(Reason.WRONG_STATE, "Call call_1_1 of run run_1 does not wait for approval"))
          .expectNoEvents();
    }

    private static ApproveToolCall approval(String seen, @Nullable Object amended) {
      return new ApproveToolCall(RUN, "call_1_1", seen, amended, null, List.of("grace"));
    }
  }

  @Nested
  class Rejecting {

    @Test
    void tellsTheModel() {
      run.givenCommands(requested(), held())
          .when(rejection(1, "grace"))
          .expectEvents(
              new RunToolCallRejected(RUN, "call_1_1", "Too much", "grace"),
              RESUMED,
              asked(2, 1, FIRST, null));
    }

    @Test
    void restsOnWhileAnotherCallWaits() {
      run.givenCommands(requested(), answered(1, 1, null, heldCall(1, REFUND), heldCall(2, REFUND)))
          .when(rejection(1, "grace"))
          .expectEvents(new RunToolCallRejected(RUN, "call_1_1", "Too much", "grace"));
    }

    @Test
    void byTheTimeTellsTheModelIfTheToolWantsThat() {
      run.givenCommands(requested(), held())
          .when(rejection(1, null))
          .expectEvents(
              new RunToolCallRejected(RUN, "call_1_1", "Too much", null),
              RESUMED,
              asked(2, 1, FIRST, null));
    }

    @Test
    void byTheTimeFailsTheRunIfTheToolWantsThat() {
      run.givenCommands(requested(), answered(1, 1, null, heldCall(1, EXPIRING)))
          .when(rejection(1, null))
          .expectEvents(
              new RunToolCallRejected(RUN, "call_1_1", "Too much", null),
              failure("approval-expired", "Nobody decided in time whether expiring may be called"));
    }

    @Test
    void byTheTimeOfACancelledRunChangesNothing() {
      run.givenCommands(requested(), held(), new CancelRun(RUN, null))
          .when(rejection(1, null))
          .expectSuccessfulHandlerExecution()
          .expectNoEvents();
    }
  }

  @Nested
  class Answering {

    @Test
    void tellsTheModel() {
      run.givenCommands(requested(), answered(1, 1, null, called(QUESTION)))
          .when(new AnswerQuestion(RUN, "call_1_1", "private", "grace"))
          .expectEvents(
              new RunQuestionAnswered(RUN, "call_1_1", "private", "grace"),
              RESUMED,
              asked(2, 1, FIRST, null));
    }

    @Test
    void theSameAgainChangesNothingAndSomethingElseIsRefused() {
      var answer = new AnswerQuestion(RUN, "call_1_1", "private", "grace");
      run.givenCommands(requested(), answered(1, 1, null, called(QUESTION)), answer)
          .when(answer)
          .expectSuccessfulHandlerExecution()
          .expectNoEvents();
      run.givenCommands(requested(), answered(1, 1, null, called(QUESTION)), answer)
          .when(new AnswerQuestion(RUN, "call_1_1", "business", "grace"))
          .expectException(
              refusal(Reason.WRONG_STATE, "Call call_1_1 of run run_1 does not wait for an answer"))
          .expectNoEvents();
    }
  }

  @Nested
  class Reconciling {

    @Test
    void asDoneTellsTheModelTheResult() {
      run.givenCommands(requested(), wanting(), unknown(1))
          .when(reconciled(Resolution.DONE, Map.of("id", 4)))
          .expectEvents(
              reconciledFact(Resolution.DONE, Map.of("id", 4)), RESUMED, asked(2, 1, FIRST, null));
    }

    @Test
    void asNotDoneSendsItAgain() {
      run.givenCommands(requested(), wanting(), unknown(1))
          .when(reconciled(Resolution.RETRY, null))
          .expectEvents(reconciledFact(Resolution.RETRY, null), RESUMED, intended(1, REFUND, 2));
    }

    @Test
    void afterTheEndIsRecordedAndNothingSent() {
      run.givenCommands(requested(), wanting(), unknown(1), new CancelRun(RUN, null))
          .when(reconciled(Resolution.DONE, null))
          .expectEvents(reconciledFact(Resolution.DONE, null));
      run.givenCommands(requested(), wanting(), unknown(1), new CancelRun(RUN, null))
          .when(reconciled(Resolution.RETRY, null))
          .expectException(
              refusal(Reason.WRONG_STATE, "Run run_1 was cancelled; nothing is called any more"))
          .expectNoEvents();
    }

    @Test
    void theSameAgainChangesNothing() {
      run.givenCommands(
              requested(), wanting(), unknown(1), reconciled(Resolution.DONE, Map.of("id", 4)))
          .when(reconciled(Resolution.DONE, Map.of("id", 4)))
          .expectSuccessfulHandlerExecution()
          .expectNoEvents();
    }
  }

  private static RejectToolCall rejection(int number, @Nullable String by) {
    return new RejectToolCall(RUN, "call_1_" + number, "Too much", by);
  }

  private static ReconcileToolCall reconciled(Resolution resolution, @Nullable Object result) {
    return new ReconcileToolCall(RUN, "call_1_1", resolution, result, "Seen", "grace");
  }

  private static RunToolCallReconciled reconciledFact(
      Resolution resolution, @Nullable Object result) {
    return new RunToolCallReconciled(RUN, "call_1_1", resolution, result, "Seen", "grace");
  }

  static RunToolCallSucceeded fact(RecordToolCallSucceeded command) {
    return new RunToolCallSucceeded(
        RUN,
        command.callId(),
        command.attempt(),
        command.result(),
        command.durationMillis(),
        command.costMicros());
  }

  private static RunToolCallFailed fact(RecordToolCallFailed command, boolean last) {
    return new RunToolCallFailed(
        RUN,
        command.callId(),
        command.attempt(),
        command.failure(),
        last,
        command.durationMillis(),
        command.costMicros());
  }
}
