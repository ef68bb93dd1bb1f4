package dev.agentledger.saga.run;

import dev.agentledger.events.run.RunCancelRequested;
import dev.agentledger.events.run.RunCancelled;
import dev.agentledger.events.run.RunCodeFailed;
import dev.agentledger.events.run.RunCodeInvoked;
import dev.agentledger.events.run.RunCodeReturned;
import dev.agentledger.events.run.RunCompleted;
import dev.agentledger.events.run.RunDiverged;
import dev.agentledger.events.run.RunEvent;
import dev.agentledger.events.run.RunFailed;
import dev.agentledger.events.run.RunId;
import dev.agentledger.events.run.RunModelCallCompleted;
import dev.agentledger.events.run.RunModelCallDiscarded;
import dev.agentledger.events.run.RunModelCallFailed;
import dev.agentledger.events.run.RunModelCallRequested;
import dev.agentledger.events.run.RunQuestionAnswered;
import dev.agentledger.events.run.RunQuestionAsked;
import dev.agentledger.events.run.RunRequested;
import dev.agentledger.events.run.RunResumed;
import dev.agentledger.events.run.RunSuspended;
import dev.agentledger.events.run.RunToolCallFailed;
import dev.agentledger.events.run.RunToolCallHeld;
import dev.agentledger.events.run.RunToolCallIntended;
import dev.agentledger.events.run.RunToolCallOutcomeUnknown;
import dev.agentledger.events.run.RunToolCallReconciled;
import dev.agentledger.events.run.RunToolCallRefused;
import dev.agentledger.events.run.RunToolCallRejected;
import dev.agentledger.events.run.RunToolCallSucceeded;
import dev.agentledger.saga.SagaCommands;
import dev.agentledger.saga.run.CodeIntent.Attempt;
import java.util.function.Consumer;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.springframework.stereotype.Component;

/**
 * Keeps {@link RunWork} on the token's transaction, and tells the worker what it has not heard by
 * the commit itself: what other nodes accepted, and what ended elsewhere.
 */
@Component
@ProcessingGroup(RunWorkProjection.GROUP)
class RunWorkProjection {

  static final String GROUP = "run-work";

  private final RunWork work;
  private final RunWorker worker;

  RunWorkProjection(RunWork work, RunWorker worker) {
    this.work = work;
    this.worker = worker;
  }

  @EventHandler
  void on(RunEvent event, EventMessage<?> message) {
    switch (event) {
      case RunRequested requested -> work.add(RunWork.workOf(requested));
      case RunCodeInvoked invoked -> {
        work.intend(
            Attempt.of(invoked),
            SagaCommands.answering(message, RunWorker.PROCESS),
            message.getTimestamp());
        afterCommit(event.runId(), worker::streamed);
      }
      case RunCodeReturned returned ->
          work.settle(new Attempt(returned.runId(), returned.step(), returned.attempt()));
      case RunCodeFailed failed ->
          work.settle(new Attempt(failed.runId(), failed.step(), failed.attempt()));
      case RunCancelRequested _,
          RunModelCallRequested _,
          RunModelCallCompleted _,
          RunModelCallFailed _,
          RunModelCallDiscarded _,
          RunToolCallIntended _,
          RunToolCallSucceeded _,
          RunToolCallFailed _,
          RunToolCallOutcomeUnknown _,
          RunToolCallReconciled _,
          RunToolCallHeld _,
          RunToolCallRejected _,
          RunToolCallRefused _,
          RunQuestionAsked _,
          RunQuestionAnswered _,
          RunSuspended _,
          RunResumed _,
          RunDiverged _ -> {}
      case RunCancelled _, RunCompleted _, RunFailed _ -> {
        work.remove(event.runId());
        afterCommit(event.runId(), worker::ended);
      }
    }
  }

  @ResetHandler
  void onReset() {
    work.clear();
  }

  private static void afterCommit(RunId runId, Consumer<RunId> action) {
    CurrentUnitOfWork.get().root().afterCommit(_ -> action.accept(runId));
  }
}
