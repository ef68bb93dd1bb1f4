package dev.agentledger.saga.run;

import dev.agentledger.api.Recorded;
import dev.agentledger.api.run.CancelRun;
import dev.agentledger.api.run.RecordCodeFailed;
import dev.agentledger.api.run.RecordCodeReturned;
import dev.agentledger.api.run.RecordModelCallCompleted;
import dev.agentledger.api.run.RecordModelCallFailed;
import dev.agentledger.api.run.RecordToolCallFailed;
import dev.agentledger.api.run.RecordToolCallOutcomeUnknown;
import dev.agentledger.api.run.RecordToolCallSucceeded;
import dev.agentledger.api.run.RefuseModelCall;
import dev.agentledger.api.run.ReinvokeCode;
import dev.agentledger.api.run.ReinvokeModelCall;
import dev.agentledger.api.run.ReinvokeToolCall;
import dev.agentledger.api.run.ResumeRun;
import dev.agentledger.api.run.StartRun;
import dev.agentledger.api.run.TimeOutRun;
import dev.agentledger.events.agent.AgentKind;
import dev.agentledger.events.run.Outcome;
import dev.agentledger.events.run.PinnedTool;
import dev.agentledger.events.run.RunCancelRequested;
import dev.agentledger.events.run.RunCancelled;
import dev.agentledger.events.run.RunCodeFailed;
import dev.agentledger.events.run.RunCodeInvoked;
import dev.agentledger.events.run.RunCodeReturned;
import dev.agentledger.events.run.RunCompleted;
import dev.agentledger.events.run.RunError;
import dev.agentledger.events.run.RunEvent;
import dev.agentledger.events.run.RunFailed;
import dev.agentledger.events.run.RunId;
import dev.agentledger.events.run.RunModelCallCompleted;
import dev.agentledger.events.run.RunModelCallDiscarded;
import dev.agentledger.events.run.RunModelCallFailed;
import dev.agentledger.events.run.RunModelCallRequested;
import dev.agentledger.events.run.RunRequested;
import dev.agentledger.events.run.RunResumed;
import dev.agentledger.events.run.RunSuspended;
import dev.agentledger.events.run.RunToolCallFailed;
import dev.agentledger.events.run.RunToolCallIntended;
import dev.agentledger.events.run.RunToolCallOutcomeUnknown;
import dev.agentledger.events.run.RunToolCallRefused;
import dev.agentledger.events.run.RunToolCallSucceeded;
import dev.agentledger.events.run.SuspensionReason;
import dev.agentledger.events.run.ToolKind;
import dev.agentledger.events.tool.ToolEffect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  private RunRequested requested;
  private int attempt;
  private RunModelCallRequested asked;
  private boolean asking;
  private int failures;
  private int repairs;
  private final Map<String, RunToolCallIntended> open = new LinkedHashMap<>();
  private boolean suspended;
  private boolean ended;

  RunStream() {}

  @CommandHandler
  @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
  Recorded handle(StartRun start) {
    if (runId != null) {
      return record();
    }
    var request =
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
            start.script());
    return switch (start.plan().kind()) {
      case FUNCTION -> record(request, new RunCodeInvoked(start.runId(), 1, 1, null));
      case API ->
          record(
              request,
              new RunToolCallIntended(
                  start.runId(),
                  1,
                  "call_1_1",
                  "request",
                  start.input(),
                  "sha256:0",
                  1,
                  start.runId() + ":call_1_1",
                  0,
                  List.of(),
                  null));
      case CONTEXT, ORCHESTRATOR -> record(request, ask(start.runId(), start, 1));
    };
  }

  private static RunModelCallRequested ask(RunId runId, StartRun start, int step) {
    return new RunModelCallRequested(
        runId, step, 1, start.plan().models().getFirst(), null, 0, null);
  }

  private RunModelCallRequested askAgain(String model, long delayMillis, String reason) {
    return new RunModelCallRequested(
        runId, asked.step(), asked.attempt() + 1, model, asked.addition(), delayMillis, reason);
  }

  private RunModelCallRequested askNext(String addition) {
    return new RunModelCallRequested(
        runId, asked.step() + 1, 1, requested.plan().models().getFirst(), addition, 0, null);
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
  Recorded handle(RecordModelCallCompleted answer) {
    if (!isOut(answer.step(), answer.attempt())) {
      return record(
          new RunModelCallDiscarded(
              runId,
              answer.step(),
              answer.attempt(),
              answer.call().usage(),
              answer.call().costMicros()));
    }
    var facts = new ArrayList<RunEvent>();
    facts.add(new RunModelCallCompleted(runId, answer.step(), answer.attempt(), answer.call()));
    var calling = false;
    for (var call : answer.calls()) {
      if (call.problem() == null) {
        calling = true;
        facts.add(
            new RunToolCallIntended(
                runId,
                answer.step(),
                call.callId(),
                call.tool(),
                call.arguments(),
                call.argumentsHash(),
                1,
                runId + ":" + call.callId(),
                0,
                List.of(),
                tool(call.tool()).kind() == ToolKind.AGENT
                    ? RunId.childOf(runId, call.callId())
                    : null));
      } else {
        facts.add(
            new RunToolCallRefused(
                runId,
                answer.step(),
                call.callId(),
                call.tool(),
                call.arguments(),
                call.problem()));
      }
    }
    if (!answer.calls().isEmpty() && !calling) {
      facts.add(askNext(null));
    } else if (answer.outputProblem() != null) {
      facts.add(
          repairs < requested.plan().repairs()
              ? askNext(answer.outputProblem())
              : new RunFailed(runId, new RunError("output-invalid", answer.outputProblem(), null)));
    } else if (answer.calls().isEmpty()) {
      facts.add(new RunCompleted(runId, Outcome.FINISH, answer.output()));
    }
    return record(facts.toArray(RunEvent[]::new));
  }

  @CommandHandler
  Recorded handle(RecordModelCallFailed failed) {
    if (!isOut(failed.step(), failed.attempt())) {
      return record();
    }
    var fact =
        new RunModelCallFailed(
            runId,
            failed.step(),
            failed.attempt(),
            failed.provider(),
            failed.model(),
            failed.requestHash(),
            failed.failure(),
            failed.latencyMillis(),
            failed.usage(),
            failed.costMicros());
    var models = requested.plan().models();
    var next = models.indexOf(asked.model()) + 1;
    if (failed.failure().retryable() && failures < requested.limits().stepRetries()) {
      return record(fact, askAgain(asked.model(), failed.retryInMillis(), "failed"));
    }
    return next < models.size()
        ? record(fact, askAgain(models.get(next), 0, "fallback"))
        : record(fact, new RunSuspended(runId, SuspensionReason.MODEL, failed.failure().message()));
  }

  @CommandHandler
  Recorded handle(RefuseModelCall refusal) {
    if (!isOut(refusal.step(), refusal.attempt())) {
      return record();
    }
    return refusal.suspend()
        ? record(new RunSuspended(runId, SuspensionReason.BUDGET, refusal.reason()))
        : record(new RunFailed(runId, new RunError("budget", refusal.reason(), null)));
  }

  @CommandHandler
  Recorded handle(ResumeRun command) {
    return suspended
        ? record(
            new RunResumed(runId, command.comment()),
            askAgain(requested.plan().models().getFirst(), 0, "resumed"))
        : record();
  }

  @CommandHandler
  Recorded handle(ReinvokeModelCall command) {
    return isOut(command.step(), command.lostAttempt())
        ? record(askAgain(asked.model(), 0, "worker lost"))
        : record();
  }

  @CommandHandler
  Recorded handle(ReinvokeToolCall command) {
    var call = open.get(command.callId());
    if (ended || call == null || call.attempt() != command.lostAttempt()) {
      return record();
    }
    return tool(call.tool()).effect() == ToolEffect.EFFECTFUL
        ? record(
            new RunToolCallOutcomeUnknown(runId, call.callId(), call.attempt(), "worker lost"),
            new RunSuspended(runId, SuspensionReason.RECONCILE, "worker lost"))
        : record(again(call, 0));
  }

  private RunToolCallIntended again(RunToolCallIntended call, long delayMillis) {
    return new RunToolCallIntended(
        runId,
        call.step(),
        call.callId(),
        call.tool(),
        call.arguments(),
        call.argumentsHash(),
        call.attempt() + 1,
        call.idempotencyKey(),
        delayMillis,
        List.of(),
        call.childRunId());
  }

  @CommandHandler
  Recorded handle(RecordToolCallSucceeded done) {
    if (!isOut(done.callId(), done.attempt())) {
      return record();
    }
    var fact =
        new RunToolCallSucceeded(
            runId,
            done.callId(),
            done.attempt(),
            done.result(),
            done.durationMillis(),
            done.costMicros());
    return open.size() > 1 ? record(fact) : record(fact, afterCalls(done.result(), null));
  }

  @CommandHandler
  Recorded handle(RecordToolCallFailed failed) {
    if (!isOut(failed.callId(), failed.attempt())) {
      return record();
    }
    var call = open.get(failed.callId());
    var last = !failed.failure().retryable() || call.attempt() > tool(call.tool()).retries();
    var fact =
        new RunToolCallFailed(
            runId,
            failed.callId(),
            failed.attempt(),
            failed.failure(),
            last,
            failed.durationMillis(),
            failed.costMicros());
    if (!last) {
      return record(fact, again(call, failed.retryInMillis()));
    }
    return open.size() > 1
        ? record(fact)
        : record(
            fact,
            afterCalls(
                null, new RunError(failed.failure().kind(), failed.failure().message(), null)));
  }

  private RunEvent afterCalls(Object result, RunError error) {
    if (requested.plan().kind() != AgentKind.API) {
      return askNext(null);
    }
    return error == null
        ? new RunCompleted(runId, Outcome.FINISH, result)
        : new RunFailed(runId, error);
  }

  @CommandHandler
  Recorded handle(RecordToolCallOutcomeUnknown unknown) {
    return isOut(unknown.callId(), unknown.attempt())
        ? record(
            new RunToolCallOutcomeUnknown(
                runId, unknown.callId(), unknown.attempt(), unknown.reason()),
            new RunSuspended(runId, SuspensionReason.RECONCILE, unknown.reason()))
        : record();
  }

  @CommandHandler
  Recorded handle(TimeOutRun command) {
    return ended || suspended
        ? record()
        : record(new RunFailed(runId, new RunError("limit-time", "Too long", null)));
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
      case RunRequested request -> requested = request;
      case RunCodeInvoked invoked -> attempt = invoked.attempt();
      case RunModelCallRequested request -> {
        if (asked == null
            || request.step() != asked.step()
            || !request.model().equals(asked.model())) {
          failures = 0;
        }
        if (request.addition() != null && request.attempt() == 1) {
          repairs++;
        }
        asked = request;
        asking = true;
      }
      case RunModelCallCompleted _ -> asking = false;
      case RunModelCallFailed _ -> {
        asking = false;
        failures++;
      }
      case RunToolCallIntended call -> open.put(call.callId(), call);
      case RunToolCallSucceeded call -> open.remove(call.callId());
      case RunToolCallFailed call -> open.remove(call.callId());
      case RunToolCallOutcomeUnknown call -> open.remove(call.callId());
      case RunSuspended _ -> {
        suspended = true;
        asking = false;
      }
      case RunResumed _ -> suspended = false;
      case RunCompleted _, RunFailed _, RunCancelled _ -> ended = true;
      default -> {}
    }
  }

  private PinnedTool tool(String name) {
    return requested.plan().tools().stream()
        .filter(tool -> tool.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private boolean isOut(int step, int ofAttempt) {
    return !ended && asking && step == asked.step() && ofAttempt == asked.attempt();
  }

  private boolean isOut(String callId, int ofAttempt) {
    return !ended && open.containsKey(callId) && open.get(callId).attempt() == ofAttempt;
  }

  private boolean counts(int ofAttempt) {
    return !ended && ofAttempt == attempt;
  }

  private static Recorded record(RunEvent... facts) {
    for (var fact : facts) {
      AggregateLifecycle.apply(fact);
    }
    return new Recorded(AggregateLifecycle.getVersion(), facts.length, List.of());
  }
}
