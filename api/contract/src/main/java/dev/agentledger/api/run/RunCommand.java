package dev.agentledger.api.run;

import dev.agentledger.events.run.RunId;

/** Everything a run can be asked to do, by people and by the worker that carries it out. */
public sealed interface RunCommand
    permits StartRun,
        ReinvokeCode,
        RecordCodeReturned,
        RecordCodeFailed,
        RecordModelCallCompleted,
        RecordModelCallFailed,
        RefuseModelCall,
        ReinvokeModelCall,
        RecordToolCallSucceeded,
        RecordToolCallFailed,
        RecordToolCallOutcomeUnknown,
        ReinvokeToolCall,
        ApproveToolCall,
        RejectToolCall,
        AnswerQuestion,
        ReconcileToolCall,
        ResumeRun,
        TimeOutRun,
        RecordDivergence,
        CancelRun {

  RunId runId();
}
