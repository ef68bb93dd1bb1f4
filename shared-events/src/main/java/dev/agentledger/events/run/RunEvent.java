package dev.agentledger.events.run;

import dev.agentledger.events.DomainEvent;

/** Everything that can happen in a run between its request and its end. */
public sealed interface RunEvent extends DomainEvent
    permits RunRequested,
        RunCodeInvoked,
        RunCodeReturned,
        RunCodeFailed,
        RunModelCallRequested,
        RunModelCallCompleted,
        RunModelCallFailed,
        RunModelCallDiscarded,
        RunToolCallIntended,
        RunToolCallSucceeded,
        RunToolCallFailed,
        RunToolCallOutcomeUnknown,
        RunToolCallReconciled,
        RunToolCallHeld,
        RunToolCallRejected,
        RunToolCallRefused,
        RunQuestionAsked,
        RunQuestionAnswered,
        RunSuspended,
        RunResumed,
        RunDiverged,
        RunCancelRequested,
        RunCancelled,
        RunCompleted,
        RunFailed {

  RunId runId();
}
