package dev.agentledger.command.run;

import static dev.agentledger.command.Refusal.refusal;
import static dev.agentledger.events.EventSamples.ERROR;
import static dev.agentledger.events.EventSamples.RUN;
import static dev.agentledger.events.EventSamples.RUN_CANCELLED;
import static dev.agentledger.events.EventSamples.RUN_CANCEL_REQUESTED;
import static dev.agentledger.events.EventSamples.RUN_CODE_FAILED;
import static dev.agentledger.events.EventSamples.RUN_CODE_INVOKED;
import static dev.agentledger.events.EventSamples.RUN_CODE_RETURNED;
import static dev.agentledger.events.EventSamples.RUN_COMPLETED;
import static dev.agentledger.events.EventSamples.RUN_FAILED;

import dev.agentledger.api.CommandRefused.Reason;
import dev.agentledger.api.run.CancelRun;
import dev.agentledger.api.run.RecordCodeFailed;
import dev.agentledger.api.run.RecordCodeReturned;
import dev.agentledger.api.run.ReinvokeCode;
import dev.agentledger.api.run.StartRun;
import dev.agentledger.events.run.RunCodeInvoked;
import dev.agentledger.events.run.RunError;
import dev.agentledger.events.run.RunFailed;
import dev.agentledger.events.run.RunRequested;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Runs that execute their agent's own code. */
class RunTest {

  private static final RunCodeInvoked FIRST_ATTEMPT = new RunCodeInvoked(RUN, 1, 1, null);
  private static final RunCodeInvoked LAST_ATTEMPT = new RunCodeInvoked(RUN, 1, 5, "worker lost");

  private static final StartRun START = RunStory.start(RunStory.CODE);
  private static final RunRequested RUN_REQUESTED = RunStory.accepted(START);

  private final FixtureConfiguration<Run> run = new AggregateTestFixture<>(Run.class);

  @Nested
  class Starting {

    @Test
    void acceptsTheRunAndInvokesItsCodeInOneStep() {
      run.givenNoPriorActivity().when(START).expectEvents(RUN_REQUESTED, FIRST_ATTEMPT);
    }

    @Test
    void twiceRecordsNothingMore() {
      run.given(RUN_REQUESTED, FIRST_ATTEMPT)
          .when(START)
          .expectSuccessfulHandlerExecution()
          .expectNoEvents();
    }
  }

  @Nested
  class RecordingThatCodeReturned {

    @Test
    void completesTheRunInTheSameStep() {
      run.given(RUN_REQUESTED, FIRST_ATTEMPT, RUN_CODE_INVOKED)
          .when(returned(2))
          .expectEvents(RUN_CODE_RETURNED, RUN_COMPLETED);
    }

    @Test
    void ofASupersededAttemptChangesNothing() {
      run.given(RUN_REQUESTED, FIRST_ATTEMPT, RUN_CODE_INVOKED)
          .when(returned(1))
          .expectSuccessfulHandlerExecution()
          .expectNoEvents();
    }

    @Test
    void twiceRecordsNothingMore() {
      run.given(RUN_REQUESTED, FIRST_ATTEMPT, RUN_CODE_INVOKED, RUN_CODE_RETURNED, RUN_COMPLETED)
          .when(returned(2))
          .expectSuccessfulHandlerExecution()
          .expectNoEvents();
    }

    @Test
    void ofACancelledRunChangesNothing() {
      run.given(RUN_REQUESTED, FIRST_ATTEMPT, RUN_CANCEL_REQUESTED, RUN_CANCELLED)
          .when(returned(1))
          .expectSuccessfulHandlerExecution()
          .expectNoEvents();
    }

    @Test
    void ofAnUnknownRunIsRefused() {
      run.givenNoPriorActivity()
          .when(returned(1))
          .expectException(refusal(Reason.NOT_FOUND, "Run run_1 does not exist"))
          .expectNoEvents();
    }

    private static RecordCodeReturned returned(int attempt) {
      return new RecordCodeReturned(
          RUN,
          1,
          attempt,
          RUN_CODE_RETURNED.output(),
          RUN_CODE_RETURNED.logs(),
          RUN_CODE_RETURNED.durationMillis());
    }
  }

  @Nested
  class RecordingThatCodeFailed {

    @Test
    void failsTheRunInTheSameStep() {
      run.given(RUN_REQUESTED, FIRST_ATTEMPT, RUN_CODE_INVOKED)
          .when(failed(2))
          .expectEvents(RUN_CODE_FAILED, RUN_FAILED);
    }

    @Test
    void ofASupersededAttemptChangesNothing() {
      run.given(RUN_REQUESTED, FIRST_ATTEMPT, RUN_CODE_INVOKED)
          .when(failed(1))
          .expectSuccessfulHandlerExecution()
          .expectNoEvents();
    }

    @Test
    void ofARunThatHasEndedChangesNothing() {
      run.given(RUN_REQUESTED, FIRST_ATTEMPT, RUN_CODE_INVOKED, RUN_CODE_RETURNED, RUN_COMPLETED)
          .when(failed(2))
          .expectSuccessfulHandlerExecution()
          .expectNoEvents();
    }

    private static RecordCodeFailed failed(int attempt) {
      return new RecordCodeFailed(
          RUN, 1, attempt, ERROR, RUN_CODE_FAILED.logs(), RUN_CODE_FAILED.durationMillis());
    }
  }

  @Nested
  class ReinvokingCode {

    @Test
    void ofALostAttemptSupersedesIt() {
      run.given(RUN_REQUESTED, FIRST_ATTEMPT)
          .when(new ReinvokeCode(RUN, 1, 1))
          .expectEvents(RUN_CODE_INVOKED);
    }

    @Test
    void ofAnAttemptThatIsSupersededAlreadyChangesNothing() {
      run.given(RUN_REQUESTED, FIRST_ATTEMPT, RUN_CODE_INVOKED)
          .when(new ReinvokeCode(RUN, 1, 1))
          .expectSuccessfulHandlerExecution()
          .expectNoEvents();
    }

    @Test
    void afterTheLastAttemptFailsTheRun() {
      run.given(RUN_REQUESTED, FIRST_ATTEMPT, LAST_ATTEMPT)
          .when(new ReinvokeCode(RUN, 1, 5))
          .expectEvents(
              new RunFailed(
                  RUN,
                  new RunError("worker-lost", "The worker was lost in each of 5 attempts", null)));
    }

    @Test
    void ofARunThatHasEndedChangesNothing() {
      run.given(RUN_REQUESTED, FIRST_ATTEMPT, RUN_CODE_FAILED, RUN_FAILED)
          .when(new ReinvokeCode(RUN, 1, 1))
          .expectSuccessfulHandlerExecution()
          .expectNoEvents();
    }
  }

  @Nested
  class Cancelling {

    @Test
    void stopsARunningRun() {
      run.given(RUN_REQUESTED, FIRST_ATTEMPT)
          .when(new CancelRun(RUN, "Not needed any more"))
          .expectEvents(RUN_CANCEL_REQUESTED, RUN_CANCELLED);
    }

    @Test
    void twiceRecordsNothingMore() {
      run.given(RUN_REQUESTED, FIRST_ATTEMPT, RUN_CANCEL_REQUESTED, RUN_CANCELLED)
          .when(new CancelRun(RUN, "Not needed any more"))
          .expectSuccessfulHandlerExecution()
          .expectNoEvents();
    }

    @Test
    void aCompletedRunIsRefused() {
      run.given(RUN_REQUESTED, FIRST_ATTEMPT, RUN_CODE_RETURNED, RUN_COMPLETED)
          .when(new CancelRun(RUN, null))
          .expectException(refusal(Reason.WRONG_STATE, "Run run_1 has already completed"))
          .expectNoEvents();
    }

    @Test
    void aFailedRunIsRefused() {
      run.given(RUN_REQUESTED, FIRST_ATTEMPT, RUN_CODE_FAILED, RUN_FAILED)
          .when(new CancelRun(RUN, null))
          .expectException(refusal(Reason.WRONG_STATE, "Run run_1 has already failed"))
          .expectNoEvents();
    }

    @Test
    void anUnknownRunIsRefused() {
      run.givenNoPriorActivity()
          .when(new CancelRun(RUN, null))
          .expectException(refusal(Reason.NOT_FOUND, "Run run_1 does not exist"))
          .expectNoEvents();
    }
  }
}
