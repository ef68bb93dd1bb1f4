package dev.agentledger.saga.run;

import dev.agentledger.events.Envelope;
import dev.agentledger.events.agent.AgentKind;
import dev.agentledger.events.run.RunCancelRequested;
import dev.agentledger.events.run.RunCancelled;
import dev.agentledger.events.run.RunCodeFailed;
import dev.agentledger.events.run.RunCodeInvoked;
import dev.agentledger.events.run.RunCodeReturned;
import dev.agentledger.events.run.RunCompleted;
import dev.agentledger.events.run.RunDiverged;
import dev.agentledger.events.run.RunEvent;
import dev.agentledger.events.run.RunFailed;
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
import dev.agentledger.saga.run.RunWork.Accepted;
import dev.agentledger.saga.run.RunWork.Remains;
import dev.agentledger.saga.run.effect.Intent;
import dev.agentledger.saga.run.effect.Intent.Attempt;
import java.time.Instant;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.springframework.stereotype.Component;

/**
 * Keeps {@link RunWork} on the token's transaction, and tells the worker what it has not heard by
 * the commit itself: what other nodes accepted, and what ended elsewhere.
 */
@Component
@ProcessingGroup(RunWorkProjection.GROUP)
class RunWorkProjection implements WorkOfBatch.Follower {

  static final String GROUP = "run-work";

  private final RunWork work;
  private final RunWorker worker;
  private final Lookout lookout;
  private final Family family;

  RunWorkProjection(RunWork work, RunWorker worker, Lookout lookout, Family family) {
    this.work = work;
    this.worker = worker;
    this.lookout = lookout;
    this.family = family;
  }

  @EventHandler
  void on(RunEvent event, @SequenceNumber long sequence, EventMessage<?> message) {
    var at = message.getTimestamp();
    switch (event) {
      case RunRequested requested -> batch().accept(accepted(requested, envelopeOf(message), at));
      case RunCodeInvoked _, RunModelCallRequested _, RunToolCallIntended _ ->
          Intent.in(event, at, envelopeOf(message)).ifPresent(intent -> batch().intend(intent, at));
      case RunCodeReturned(var runId, var step, var attempt, _, _, _) ->
          batch().settle(new Attempt(runId, Intent.CODE, step, attempt));
      case RunCodeFailed(var runId, var step, var attempt, _, _, _) ->
          batch().settle(new Attempt(runId, Intent.CODE, step, attempt));
      case RunModelCallCompleted(var runId, var step, var attempt, _) ->
          batch().settle(new Attempt(runId, Intent.MODEL, step, attempt));
      case RunModelCallFailed failed ->
          batch()
              .settle(new Attempt(failed.runId(), Intent.MODEL, failed.step(), failed.attempt()));
      case RunToolCallSucceeded call -> batch().settle(call.runId(), call.callId(), call.attempt());
      case RunToolCallFailed call -> batch().settle(call.runId(), call.callId(), call.attempt());
      case RunToolCallOutcomeUnknown call ->
          batch().settle(call.runId(), call.callId(), call.attempt());
      case RunSuspended suspended -> batch().rest(suspended.runId(), at, sequence);
      case RunResumed resumed -> batch().goOn(resumed.runId(), at, sequence);
      case RunCancelRequested _,
          RunModelCallDiscarded _,
          RunToolCallReconciled _,
          RunToolCallHeld _,
          RunToolCallRejected _,
          RunToolCallRefused _,
          RunQuestionAsked _,
          RunQuestionAnswered _,
          RunDiverged _ -> {}
      case RunCancelled _, RunCompleted _, RunFailed _ ->
          batch().end(event.runId(), envelopeOf(message));
    }
  }

  @ResetHandler
  void onReset() {
    work.clear();
  }

  private static Accepted accepted(RunRequested requested, Envelope envelope, Instant at) {
    var timeout = requested.limits().timeoutMillis();
    var deadline =
        timeout == null || requested.plan().kind() == AgentKind.FUNCTION
            ? null
            : at.plusMillis(timeout);
    return new Accepted(requested.runId(), requested.parent(), envelope, at, deadline);
  }

  private WorkOfBatch batch() {
    return WorkOfBatch.of(work, this);
  }

  @Override
  public void out(Intent intent) {
    lookout.streamed(intent);
  }

  @Override
  public void ended(Remains remains, Envelope envelope) {
    worker.ended(remains.runId());
    family.ended(remains, envelope);
  }

  private static Envelope envelopeOf(EventMessage<?> message) {
    return SagaCommands.answering(message, RunWorker.PROCESS);
  }
}
