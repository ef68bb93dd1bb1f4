package dev.agentledger.command.run;

import dev.agentledger.api.Recorded;
import dev.agentledger.api.run.AnswerQuestion;
import dev.agentledger.api.run.ApproveToolCall;
import dev.agentledger.api.run.CancelRun;
import dev.agentledger.api.run.ReconcileToolCall;
import dev.agentledger.api.run.RecordCodeFailed;
import dev.agentledger.api.run.RecordCodeReturned;
import dev.agentledger.api.run.RecordDivergence;
import dev.agentledger.api.run.RecordModelCallCompleted;
import dev.agentledger.api.run.RecordModelCallFailed;
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
import dev.agentledger.api.run.StartRun;
import dev.agentledger.api.run.TimeOutRun;
import dev.agentledger.command.CommandConfiguration;
import dev.agentledger.command.Decides;
import dev.agentledger.command.Ending;
import dev.agentledger.command.Owner;
import dev.agentledger.command.Recording;
import dev.agentledger.events.run.RunEvent;
import dev.agentledger.events.run.RunId;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.serialization.Revision;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/**
 * Axon's handle on a run: routes commands to {@link RunDecisions} and facts to {@link RunState}.
 */
@Aggregate(
    type = "run",
    cache = CommandConfiguration.CACHE,
    snapshotTriggerDefinition = CommandConfiguration.SNAPSHOTS)
@Revision("2")
final class Run implements Ending {

  @AggregateIdentifier
  @SuppressWarnings("UnusedVariable") // Axon reads it
  private @Nullable RunId runId;

  private Owner owner = Owner.unknownOf("Run");
  private RunState state = new RunState.Absent();

  private Run() {}

  @Decides
  Recorded handle(StartRun command, MetaData metadata) {
    return decide(command, metadata);
  }

  @Decides
  Recorded handle(ReinvokeCode command, MetaData metadata) {
    return decide(command, metadata);
  }

  @Decides
  Recorded handle(RecordCodeReturned command, MetaData metadata) {
    return decide(command, metadata);
  }

  @Decides
  Recorded handle(RecordCodeFailed command, MetaData metadata) {
    return decide(command, metadata);
  }

  @Decides
  Recorded handle(RecordModelCallCompleted command, MetaData metadata) {
    return decide(command, metadata);
  }

  @Decides
  Recorded handle(RecordModelCallFailed command, MetaData metadata) {
    return decide(command, metadata);
  }

  @Decides
  Recorded handle(RefuseModelCall command, MetaData metadata) {
    return decide(command, metadata);
  }

  @Decides
  Recorded handle(ReinvokeModelCall command, MetaData metadata) {
    return decide(command, metadata);
  }

  @Decides
  Recorded handle(RecordToolCallSucceeded command, MetaData metadata) {
    return decide(command, metadata);
  }

  @Decides
  Recorded handle(RecordToolCallFailed command, MetaData metadata) {
    return decide(command, metadata);
  }

  @Decides
  Recorded handle(RecordToolCallOutcomeUnknown command, MetaData metadata) {
    return decide(command, metadata);
  }

  @Decides
  Recorded handle(ReinvokeToolCall command, MetaData metadata) {
    return decide(command, metadata);
  }

  @Decides
  Recorded handle(ApproveToolCall command, MetaData metadata) {
    return decide(command, metadata);
  }

  @Decides
  Recorded handle(RejectToolCall command, MetaData metadata) {
    return decide(command, metadata);
  }

  @Decides
  Recorded handle(AnswerQuestion command, MetaData metadata) {
    return decide(command, metadata);
  }

  @Decides
  Recorded handle(ReconcileToolCall command, MetaData metadata) {
    return decide(command, metadata);
  }

  @Decides
  Recorded handle(ResumeRun command, MetaData metadata) {
    return decide(command, metadata);
  }

  @Decides
  Recorded handle(TimeOutRun command, MetaData metadata) {
    return decide(command, metadata);
  }

  @Decides
  Recorded handle(RecordDivergence command, MetaData metadata) {
    return decide(command, metadata);
  }

  @Decides
  Recorded handle(CancelRun command, MetaData metadata) {
    return decide(command, metadata);
  }

  @EventSourcingHandler
  void on(RunEvent event, MetaData metadata) {
    owner = owner.orFrom(metadata);
    runId = event.runId();
    state = RunState.evolve(state, event);
  }

  @Override
  public boolean hasEnded() {
    return state instanceof RunState.Ended;
  }

  private Recorded decide(RunCommand command, MetaData metadata) {
    return Recording.of(
        metadata, owner, command.runId(), () -> RunDecisions.decide(state, command));
  }
}
