package dev.agentledger.command.run;

import static dev.agentledger.command.Refusal.refusal;
import static dev.agentledger.command.run.RunStory.ANSWER;
import static dev.agentledger.command.run.RunStory.CONTEXT;
import static dev.agentledger.command.run.RunStory.FIRST;
import static dev.agentledger.command.run.RunStory.HANDOVER;
import static dev.agentledger.command.run.RunStory.LOOKUP;
import static dev.agentledger.command.run.RunStory.QUESTION;
import static dev.agentledger.command.run.RunStory.REFUND;
import static dev.agentledger.command.run.RunStory.SECOND;
import static dev.agentledger.command.run.RunStory.WRITER;
import static dev.agentledger.command.run.RunStory.accepted;
import static dev.agentledger.command.run.RunStory.answered;
import static dev.agentledger.command.run.RunStory.asked;
import static dev.agentledger.command.run.RunStory.called;
import static dev.agentledger.command.run.RunStory.completed;
import static dev.agentledger.command.run.RunStory.fact;
import static dev.agentledger.command.run.RunStory.failed;
import static dev.agentledger.command.run.RunStory.heldCall;
import static dev.agentledger.command.run.RunStory.heldFact;
import static dev.agentledger.command.run.RunStory.intended;
import static dev.agentledger.command.run.RunStory.lost;
import static dev.agentledger.command.run.RunStory.misanswered;
import static dev.agentledger.command.run.RunStory.requested;
import static dev.agentledger.command.run.RunStory.start;
import static dev.agentledger.command.run.RunStory.succeeded;
import static dev.agentledger.command.run.RunStory.unfitCall;
import static dev.agentledger.command.run.RunStory.wanting;
import static dev.agentledger.events.EventSamples.RUN;

import dev.agentledger.api.CommandRefused.Reason;
import dev.agentledger.api.run.CancelRun;
import dev.agentledger.api.run.RecordModelCallFailed;
import dev.agentledger.api.run.RefuseModelCall;
import dev.agentledger.api.run.ResumeRun;
import dev.agentledger.events.agent.Limits;
import dev.agentledger.events.run.CallFailure;
import dev.agentledger.events.run.FinishReason;
import dev.agentledger.events.run.ForkOf;
import dev.agentledger.events.run.Outcome;
import dev.agentledger.events.run.RunCompleted;
import dev.agentledger.events.run.RunError;
import dev.agentledger.events.run.RunFailed;
import dev.agentledger.events.run.RunModelCallDiscarded;
import dev.agentledger.events.run.RunModelCallRequested;
import dev.agentledger.events.run.RunQuestionAsked;
import dev.agentledger.events.run.RunResumed;
import dev.agentledger.events.run.RunSuspended;
import dev.agentledger.events.run.RunToolCallRefused;
import dev.agentledger.events.run.SuspensionReason;
import dev.agentledger.events.run.TokenUsage;
import java.util.List;
import java.util.Map;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Runs that ask a model: what follows from its answers and from its silence. */
class RunModelCallTest {

  private final FixtureConfiguration<Run> run = new AggregateTestFixture<>(Run.class);

  @Nested
  class Starting {

    @Test
    void asksTheFirstModelInTheSameStep() {
      run.givenNoPriorActivity()
          .when(requested())
          .expectEvents(accepted(requested()), asked(1, 1, FIRST, null));
    }

    @Test
    void aForkCountsOnFromTheStepThatItTakesOver() {
      var fork = start(CONTEXT, Limits.NONE, new ForkOf(RUN, 2, "Once more", Map.of()));
      run.givenNoPriorActivity().when(fork).expectEvents(accepted(fork), asked(3, 1, FIRST, null));
    }

    @Test
    void withAnAmountThatIsNoneIsRefused() {
      run.givenNoPriorActivity()
          .when(start(CONTEXT, RunStory.limits(null, null, "much")))
          .expectException(
              refusal(Reason.INVALID, "limits.costUsd is no amount of US dollars: much"))
          .expectNoEvents();
    }
  }

  @Nested
  class RecordingAnAnswer {

    @Test
    void withoutToolCallsCompletesTheRun() {
      run.givenCommands(requested())
          .when(answered(1, 1, ANSWER))
          .expectEvents(
              fact(answered(1, 1, ANSWER)), new RunCompleted(RUN, Outcome.FINISH, ANSWER));
    }

    @Test
    void intendsEachToolCallThatItWants() {
      var answer = answered(1, 1, null, called(1, REFUND), called(2, LOOKUP), called(3, WRITER));
      run.givenCommands(requested())
          .when(answer)
          .expectEvents(
              fact(answer), intended(1, REFUND, 1), intended(2, LOOKUP, 1), intended(3, WRITER, 1));
    }

    @Test
    void twiceRecordsNothingMore() {
      run.givenCommands(requested(), wanting())
          .when(wanting())
          .expectSuccessfulHandlerExecution()
          .expectNoEvents();
    }

    @Test
    void tellsTheModelWhatCannotBeCalled() {
      var answer = answered(1, 1, null, called(1, "fly"), unfitCall(2, LOOKUP, "order is missing"));
      run.givenCommands(requested())
          .when(answer)
          .expectEvents(
              fact(answer),
              refused(1, "fly", "The agent has no tool fly"),
              refused(2, LOOKUP, "order is missing"),
              asked(2, 1, FIRST, null));
    }

    @Test
    void restsWhenPeopleMustAgreeToAllThatIsOpen() {
      var answer = answered(1, 1, null, heldCall(1, REFUND), called(2, QUESTION));
      run.givenCommands(requested())
          .when(answer)
          .expectEvents(
              fact(answer),
              heldFact(1, REFUND),
              new RunQuestionAsked(RUN, 1, "call_1_2", "Which?", List.of()),
              new RunSuspended(RUN, SuspensionReason.APPROVAL, "refund waits for approval"));
    }

    @Test
    void doesNotRestWhileAnotherCallIsOut() {
      var answer = answered(1, 1, null, heldCall(1, REFUND), called(2, LOOKUP));
      run.givenCommands(requested())
          .when(answer)
          .expectEvents(fact(answer), heldFact(1, REFUND), intended(2, LOOKUP, 1));
    }

    @Test
    void handsOverWhenThatIsAllItWants() {
      var answer = answered(1, 1, null, called(HANDOVER));
      run.givenCommands(requested())
          .when(answer)
          .expectEvents(fact(answer), new RunCompleted(RUN, Outcome.HANDOVER, RunStory.ARGUMENTS));
    }

    @Test
    void doesNotHandOverBesideOtherCalls() {
      var answer = answered(1, 1, null, called(1, HANDOVER), called(2, LOOKUP));
      run.givenCommands(requested())
          .when(answer)
          .expectEvents(
              fact(answer),
              refused(1, HANDOVER, "hand_over ends the run, so call it alone"),
              intended(2, LOOKUP, 1));
    }

    @Test
    void ofALateAttemptCountsForTheBillOnce() {
      run.givenCommands(requested(), lost(1, 1))
          .when(answered(1, 1, ANSWER))
          .expectEvents(discarded(1, 1));
      run.givenCommands(requested(), lost(1, 1), answered(1, 1, ANSWER))
          .when(answered(1, 1, ANSWER))
          .expectSuccessfulHandlerExecution()
          .expectNoEvents();
    }

    @Test
    void ofACancelledRunCountsForTheBillOnce() {
      run.givenCommands(requested(), new CancelRun(RUN, null))
          .when(answered(1, 1, ANSWER))
          .expectEvents(discarded(1, 1));
      run.givenCommands(requested(), new CancelRun(RUN, null), answered(1, 1, ANSWER))
          .when(answered(1, 1, ANSWER))
          .expectSuccessfulHandlerExecution()
          .expectNoEvents();
    }

    private static RunModelCallDiscarded discarded(int step, int attempt) {
      return new RunModelCallDiscarded(
          RUN, step, attempt, new TokenUsage(100, 10, 0, 0, 0), 1_000L);
    }

    private static RunToolCallRefused refused(int number, String tool, String reason) {
      return new RunToolCallRefused(RUN, 1, "call_1_" + number, tool, RunStory.ARGUMENTS, reason);
    }
  }

  @Nested
  class RecordingAnAnswerThatIsNoOutput {

    @Test
    void asksForItAgainAndSaysWhatIsWrong() {
      var answer = misanswered(1, FinishReason.STOP, "/words is missing");
      run.givenCommands(requested()).when(answer).expectEvents(fact(answer), repair());
    }

    @Test
    void repeatsWhatIsWrongWhenTheNextAttemptFails() {
      run.givenCommands(requested(), misanswered(1, FinishReason.STOP, "/words is missing"))
          .when(failed(2, 1, true))
          .expectEvents(
              fact(failed(2, 1, true)),
              new RunModelCallRequested(RUN, 2, 2, FIRST, repair().addition(), 250, "busy"));
    }

    @Test
    void failsTheRunWhenItWasAskedAgainOftenEnough() {
      var again = misanswered(2, FinishReason.STOP, "/words is missing");
      run.givenCommands(requested(), misanswered(1, FinishReason.STOP, "no JSON"))
          .when(again)
          .expectEvents(
              fact(again),
              failure(
                  "output-invalid",
                  "The answer is not what the output is to be: /words is missing"));
    }

    @Test
    void failsTheRunWhenItWasCut() {
      var cut = misanswered(1, FinishReason.LENGTH, "no JSON");
      run.givenCommands(requested())
          .when(cut)
          .expectEvents(
              fact(cut),
              failure(
                  "output-cut",
                  "The model reached the most tokens that it may write before it had answered"));
    }

    @Test
    void butCutTextIsAnOutput() {
      var cut = completed(1, 1, FinishReason.LENGTH, ANSWER, null, List.of());
      run.givenCommands(requested())
          .when(cut)
          .expectEvents(fact(cut), new RunCompleted(RUN, Outcome.FINISH, ANSWER));
    }

    private static RunModelCallRequested repair() {
      return new RunModelCallRequested(
          RUN,
          2,
          1,
          FIRST,
          """
          Your answer cannot be used: /words is missing
          Give the whole answer again in the form that is wanted, and nothing else.""",
          0,
          "repair");
    }
  }

  @Nested
  class RecordingAFailure {

    @Test
    void asksTheSameModelAgainLater() {
      run.givenCommands(requested())
          .when(failed(1, 1, true))
          .expectEvents(
              fact(failed(1, 1, true)),
              new RunModelCallRequested(RUN, 1, 2, FIRST, null, 250, "busy"));
    }

    @Test
    void asksTheNextModelWhenTheFirstWasAskedThreeTimes() {
      run.givenCommands(requested(), failed(1, 1, true), failed(1, 2, true))
          .when(failed(1, 3, true))
          .expectEvents(fact(failed(1, 3, true)), asked(1, 4, SECOND, "busy"));
    }

    @Test
    void asksTheNextModelAtOnceWhenAskingAgainIsOfNoUse() {
      run.givenCommands(requested())
          .when(failed(1, 1, false))
          .expectEvents(fact(failed(1, 1, false)), asked(1, 2, SECOND, "busy"));
    }

    @Test
    void restsWhenNoModelIsLeft() {
      run.givenCommands(requested(), failed(1, 1, false))
          .when(failed(1, 2, false))
          .expectEvents(
              fact(failed(1, 2, false)),
              new RunSuspended(
                  RUN, SuspensionReason.MODEL, "rehearsal/second: The provider is busy"));
    }

    @Test
    void doesAsManyRetriesAsTheLimitsSay() {
      var once = start(CONTEXT, new Limits(null, null, null, null, null, null, 0, null));
      run.givenCommands(once)
          .when(failed(1, 1, true))
          .expectEvents(fact(failed(1, 1, true)), asked(1, 2, SECOND, "busy"));
    }

    @Test
    void staysWithTheModelThatAnswered() {
      run.givenCommands(requested(), failed(1, 1, false), answered(1, 2, null, called(LOOKUP)))
          .when(succeeded(1))
          .expectEvents(RunToolCallTest.fact(succeeded(1)), asked(2, 1, SECOND, null));
    }

    @Test
    void ofALateAttemptCountsForTheBillIfItUsedAnything() {
      run.givenCommands(requested(), lost(1, 1))
          .when(
              new RecordModelCallFailed(
                  RUN,
                  1,
                  1,
                  "rehearsal",
                  FIRST,
                  null,
                  new CallFailure("cut", "Cut", true, null),
                  9,
                  TokenUsage.NONE,
                  5L,
                  0))
          .expectEvents(new RunModelCallDiscarded(RUN, 1, 1, TokenUsage.NONE, 5L));
    }
  }

  @Nested
  class Reinvoking {

    @Test
    void ofALostAttemptAsksAgain() {
      run.givenCommands(requested())
          .when(lost(1, 1))
          .expectEvents(asked(1, 2, FIRST, "worker lost"));
    }

    @Test
    void twiceAsksOnce() {
      run.givenCommands(requested(), lost(1, 1))
          .when(lost(1, 1))
          .expectSuccessfulHandlerExecution()
          .expectNoEvents();
    }

    @Test
    void restsWhenFiveWorkersWereLost() {
      run.givenCommands(requested(), lost(1, 1), lost(1, 2), lost(1, 3), lost(1, 4))
          .when(lost(1, 5))
          .expectEvents(
              new RunSuspended(RUN, SuspensionReason.MODEL, "worker lost in each of 5 attempts"));
    }
  }

  @Nested
  class Resuming {

    @Test
    void beginsWithTheFirstModelAndAllItsAttempts() {
      run.givenCommands(requested(), failed(1, 1, false), failed(1, 2, false))
          .when(new ResumeRun(RUN, "It is back"))
          .expectEvents(new RunResumed(RUN, "It is back"), asked(1, 3, FIRST, "resumed"));
      run.givenCommands(
              requested(),
              failed(1, 1, false),
              failed(1, 2, false),
              new ResumeRun(RUN, null),
              failed(1, 3, true),
              failed(1, 4, true))
          .when(failed(1, 5, true))
          .expectEvents(fact(failed(1, 5, true)), asked(1, 6, SECOND, "busy"));
    }

    @Test
    void aRunningRunChangesNothing() {
      run.givenCommands(requested())
          .when(new ResumeRun(RUN, null))
          .expectSuccessfulHandlerExecution()
          .expectNoEvents();
    }

    @Test
    void doesNotTakeADecisionFromPeople() {
      run.givenCommands(requested(), RunStory.held())
          .when(new ResumeRun(RUN, null))
          .expectException(
              refusal(
                  Reason.WRONG_STATE, "Run run_1 goes on when people have decided about call_1_1"))
          .expectNoEvents();
    }

    @Test
    void anEndedRunIsRefused() {
      run.givenCommands(requested(), answered(1, 1, ANSWER))
          .when(new ResumeRun(RUN, null))
          .expectException(refusal(Reason.WRONG_STATE, "Run run_1 has completed; it cannot go on"))
          .expectNoEvents();
    }
  }

  @Nested
  class RefusingForWantOfMoney {

    @Test
    void letsTheRunRest() {
      run.givenCommands(requested())
          .when(new RefuseModelCall(RUN, 1, 1, true, "The budget is used up"))
          .expectEvents(new RunSuspended(RUN, SuspensionReason.BUDGET, "The budget is used up"));
    }

    @Test
    void failsTheRunIfItIsNotToWait() {
      run.givenCommands(requested())
          .when(new RefuseModelCall(RUN, 1, 1, false, "The budget is used up"))
          .expectEvents(failure("budget", "The budget is used up"));
    }
  }

  static RunFailed failure(String kind, String message) {
    return new RunFailed(RUN, new RunError(kind, message, null));
  }
}
