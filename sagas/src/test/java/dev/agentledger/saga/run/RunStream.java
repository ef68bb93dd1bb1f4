package dev.agentledger.saga.run;

import dev.agentledger.api.Recorded;
import dev.agentledger.api.run.CancelRun;
import dev.agentledger.api.run.RecordCodeFailed;
import dev.agentledger.api.run.RecordCodeReturned;
import dev.agentledger.api.run.ReinvokeCode;
import dev.agentledger.api.run.StartRun;
import dev.agentledger.events.run.Outcome;
import dev.agentledger.events.run.RunCancelRequested;
import dev.agentledger.events.run.RunCancelled;
import dev.agentledger.events.run.RunCodeFailed;
import dev.agentledger.events.run.RunCodeInvoked;
import dev.agentledger.events.run.RunCodeReturned;
import dev.agentledger.events.run.RunCompleted;
import dev.agentledger.events.run.RunEvent;
import dev.agentledger.events.run.RunFailed;
import dev.agentledger.events.run.RunId;
import dev.agentledger.events.run.RunRequested;
import java.util.List;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;

/**
 * The rules of a run that the worker relies on, where the command side is not on the class path.
 */
@AggregateRoot(type = "run")
class RunStream {

  @AggregateIdentifier private RunId runId;
  private int attempt;
  private boolean ended;

  RunStream() {}

  @CommandHandler
  @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
  Recorded handle(StartRun start) {
    if (runId != null) {
      return record();
    }
    return record(
        new RunRequested(
            start.runId(),
            start.agentId(),
            start.agentSlug(),
            start.version(),
            start.plan(),
            start.mode(),
            start.input(),
            start.labels(),
            start.limits(),
            start.parent(),
            start.conversation(),
            start.replayOf(),
            start.forkOf(),
            start.script()),
        new RunCodeInvoked(start.runId(), 1, 1, null));
  }

  @CommandHandler
  Recorded handle(ReinvokeCode command) {
    return counts(command.lostAttempt())
        ? record(new RunCodeInvoked(runId, 1, attempt + 1, "worker lost"))
        : record();
  }

  @CommandHandler
  Recorded handle(RecordCodeReturned returned) {
    return counts(returned.attempt())
        ? record(
            new RunCodeReturned(
                runId, 1, attempt, returned.output(), returned.logs(), returned.durationMillis()),
            new RunCompleted(runId, Outcome.FINISH, returned.output()))
        : record();
  }

  @CommandHandler
  Recorded handle(RecordCodeFailed failed) {
    return counts(failed.attempt())
        ? record(
            new RunCodeFailed(
                runId, 1, attempt, failed.error(), failed.logs(), failed.durationMillis()),
            new RunFailed(runId, failed.error()))
        : record();
  }

  @CommandHandler
  Recorded handle(CancelRun command) {
    return ended
        ? record()
        : record(new RunCancelRequested(runId, command.reason()), new RunCancelled(runId));
  }

  @EventSourcingHandler
  void on(RunEvent event) {
    runId = event.runId();
    switch (event) {
      case RunCodeInvoked invoked -> attempt = invoked.attempt();
      case RunCompleted _, RunFailed _, RunCancelled _ -> ended = true;
      default -> {}
    }
  }

  private boolean counts(int ofAttempt) {
    return !ended && ofAttempt == attempt;
  }

  private static Recorded record(RunEvent... facts) {
    for (var fact : facts) {
      AggregateLifecycle.apply(fact);
    }
    return new Recorded(AggregateLifecycle.getVersion(), 1, List.of());
  }
}
