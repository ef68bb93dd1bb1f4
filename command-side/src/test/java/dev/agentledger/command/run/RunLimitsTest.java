package dev.agentledger.command.run;

import static dev.agentledger.command.run.RunModelCallTest.failure;
import static dev.agentledger.command.run.RunStory.CONTEXT;
import static dev.agentledger.command.run.RunStory.FIRST;
import static dev.agentledger.command.run.RunStory.LOOKUP;
import static dev.agentledger.command.run.RunStory.REFUND;
import static dev.agentledger.command.run.RunStory.accepted;
import static dev.agentledger.command.run.RunStory.answered;
import static dev.agentledger.command.run.RunStory.asked;
import static dev.agentledger.command.run.RunStory.called;
import static dev.agentledger.command.run.RunStory.fact;
import static dev.agentledger.command.run.RunStory.failed;
import static dev.agentledger.command.run.RunStory.intended;
import static dev.agentledger.command.run.RunStory.limits;
import static dev.agentledger.command.run.RunStory.start;
import static dev.agentledger.command.run.RunStory.succeeded;
import static dev.agentledger.command.run.RunStory.wanting;
import static dev.agentledger.events.EventSamples.RUN;

import dev.agentledger.api.run.RecordDivergence;
import dev.agentledger.api.run.RecordToolCallSucceeded;
import dev.agentledger.api.run.TimeOutRun;
import dev.agentledger.events.run.Divergence;
import dev.agentledger.events.run.Outcome;
import dev.agentledger.events.run.RunCompleted;
import dev.agentledger.events.run.RunDiverged;
import dev.agentledger.events.run.RunToolCallRefused;
import java.util.Map;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Runs that come to their limits, and replays that leave the record. */
class RunLimitsTest {

  private final FixtureConfiguration<Run> run = new AggregateTestFixture<>(Run.class);

  @Nested
  class OfSteps {

    @Test
    void allowTheLastStep() {
      run.givenCommands(start(CONTEXT, limits(3, null, null)), wanting())
          .when(succeeded(1))
          .expectEvents(RunToolCallTest.fact(succeeded(1)), asked(2, 1, FIRST, null));
    }

    @Test
    void stopTheRunBeforeTheModelIsAskedOnceMore() {
      run.givenCommands(start(CONTEXT, limits(2, null, null)), wanting())
          .when(succeeded(1))
          .expectEvents(
              RunToolCallTest.fact(succeeded(1)),
              failure(
                  "limit-steps",
                  "The run may make 2 model and tool calls, has made 2, and wants 1 more"));
    }

    @Test
    void stopTheRunBeforeTheFirstOfTooManyCalls() {
      var answer = answered(1, 1, null, called(1, REFUND), called(2, LOOKUP));
      run.givenCommands(start(CONTEXT, limits(2, null, null)))
          .when(answer)
          .expectEvents(
              fact(answer),
              failure(
                  "limit-steps",
                  "The run may make 2 model and tool calls, has made 1, and wants 2 more"));
    }
  }

  @Nested
  class OfToolCalls {

    @Test
    void refuseTheCallsBeyond() {
      var answer = answered(1, 1, null, called(1, REFUND), called(2, LOOKUP));
      run.givenCommands(start(CONTEXT, limits(null, 1, null)))
          .when(answer)
          .expectEvents(fact(answer), intended(1, REFUND, 1), refused(2, LOOKUP, 1));
    }

    @Test
    void stopTheRunWhenNoneIsLeft() {
      var answer = answered(1, 1, null, called(1, REFUND));
      run.givenCommands(start(CONTEXT, limits(null, 0, null)))
          .when(answer)
          .expectEvents(
              fact(answer),
              refused(1, REFUND, 0),
              failure("limit-tool-calls", "The run may make 0 tool calls, and has made 0"));
    }

    private static RunToolCallRefused refused(int number, String tool, int most) {
      return new RunToolCallRefused(
          RUN,
          1,
          "call_1_" + number,
          tool,
          RunStory.ARGUMENTS,
          "The run may make %d tool calls in all, and this one goes beyond".formatted(most));
    }
  }

  @Nested
  class OfMoney {

    @Test
    void stopTheRunBeforeTheFirstCallThatIsNotPaidFor() {
      run.givenNoPriorActivity()
          .when(start(CONTEXT, limits(null, null, "0")))
          .expectEvents(
              accepted(start(CONTEXT, limits(null, null, "0"))),
              failure("limit-cost", "The run may cost 0.00 US dollars, and has cost 0.00"));
    }

    @Test
    void doNotStopAnAnswerThatIsTheOutput() {
      var answer = answered(1, 1, RunStory.ANSWER);
      run.givenCommands(start(CONTEXT, limits(null, null, "0.001")))
          .when(answer)
          .expectEvents(fact(answer), new RunCompleted(RUN, Outcome.FINISH, RunStory.ANSWER));
    }

    @Test
    void stopTheRunBeforeToolsWhoseResultsNoModelWouldSee() {
      run.givenCommands(start(CONTEXT, limits(null, null, "0.001")))
          .when(wanting())
          .expectEvents(
              fact(wanting()),
              failure("limit-cost", "The run may cost 0.001 US dollars, and has cost 0.001"));
    }

    @Test
    void countWhatTheRunsOfOtherAgentsCost() {
      var dear = new RecordToolCallSucceeded(RUN, "call_1_1", 1, Map.of(), 1, 2_500_000L);
      run.givenCommands(
              start(CONTEXT, limits(null, null, "2")),
              answered(1, 1, null, called(RunStory.WRITER)))
          .when(dear)
          .expectEvents(
              RunToolCallTest.fact(dear),
              failure("limit-cost", "The run may cost 2.00 US dollars, and has cost 2.501"));
    }
  }

  @Nested
  class OfTime {

    @Test
    void stopARunningRun() {
      run.givenCommands(start(CONTEXT, limits(null, null, null)))
          .when(new TimeOutRun(RUN))
          .expectEvents(
              failure(
                  "limit-time",
                  "The run may take 5000 ms, not counting the time in which it rests, and took"
                      + " longer"));
    }

    @Test
    void doNotStopARunThatRests() {
      run.givenCommands(start(CONTEXT), failed(1, 1, false), failed(1, 2, false))
          .when(new TimeOutRun(RUN))
          .expectSuccessfulHandlerExecution()
          .expectNoEvents();
    }
  }

  @Nested
  class OfARecord {

    private static final Divergence OTHER_PROMPT =
        new Divergence("model-request", "sha256:1", "sha256:2", "- a\n+ b", null, null);

    @Test
    void areToldOnceAndTheReplayGoesOn() {
      run.givenCommands(start(CONTEXT))
          .when(new RecordDivergence(RUN, 1, 1, OTHER_PROMPT, false))
          .expectEvents(new RunDiverged(RUN, 1, OTHER_PROMPT));
      run.givenCommands(start(CONTEXT), new RecordDivergence(RUN, 1, 1, OTHER_PROMPT, false))
          .when(new RecordDivergence(RUN, 1, 1, OTHER_PROMPT, false))
          .expectSuccessfulHandlerExecution()
          .expectNoEvents();
    }

    @Test
    void endAStrictReplay() {
      run.givenCommands(start(CONTEXT))
          .when(new RecordDivergence(RUN, 1, 1, OTHER_PROMPT, true))
          .expectEvents(
              new RunDiverged(RUN, 1, OTHER_PROMPT),
              new RunCompleted(RUN, Outcome.FINISH, Map.of("diverged", 1)));
    }
  }
}
