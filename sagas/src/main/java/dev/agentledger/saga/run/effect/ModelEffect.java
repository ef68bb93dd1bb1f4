package dev.agentledger.saga.run.effect;

import dev.agentledger.api.run.JudgedCall;
import dev.agentledger.api.run.RecordModelCallCompleted;
import dev.agentledger.api.run.RecordModelCallFailed;
import dev.agentledger.api.run.RefuseModelCall;
import dev.agentledger.api.run.RunCommand;
import dev.agentledger.api.run.RunDelta;
import dev.agentledger.events.run.CallFailure;
import dev.agentledger.events.run.Message;
import dev.agentledger.events.run.ModelCall;
import dev.agentledger.events.run.RunModelCallRequested;
import dev.agentledger.events.run.ToolCallRequest;
import dev.agentledger.saga.model.ModelOutcome;
import dev.agentledger.saga.model.ModelParameters;
import dev.agentledger.saga.model.ModelRequest;
import dev.agentledger.saga.model.Models;
import dev.agentledger.saga.run.effect.Purse.Allowance;
import dev.agentledger.saga.run.history.RunHistory;
import dev.agentledger.saga.validation.JsonSchemas;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/** Asks a model what a run's step wants to know, within the money that there is for it. */
@Component
public class ModelEffect {

  private final ModelRequests requests;
  private final Models models;
  private final Purse purse;
  private final Callables callables;
  private final JsonSchemas schemas;
  private final SingletonSupplier<Deltas> deltas;

  public ModelEffect(
      ModelRequests requests,
      Models models,
      Purse purse,
      Callables callables,
      JsonSchemas schemas,
      ObjectProvider<Deltas> deltas) {
    this.requests = requests;
    this.models = models;
    this.purse = purse;
    this.callables = callables;
    this.schemas = schemas;
    this.deltas = SingletonSupplier.ofNullable(deltas::getIfAvailable);
  }

  RunCommand outcomeOf(Intent intent, RunHistory history) throws InterruptedException {
    var call = callOf(intent, history);
    var request = requests.of(history, call);
    return switch (purse.ask(intent, history, request)) {
      case Allowance.Denied(var suspend, var reason) ->
          new RefuseModelCall(call.runId(), call.step(), call.attempt(), suspend, reason);
      case Allowance.Given given -> {
        var hash = models.hashOf(request);
        yield switch (models.ask(request, hash, listener(history, call))) {
          case ModelOutcome.Answered answered -> {
            var command = completed(history, call, request, hash, answered, given);
            purse.pay(given, command.call().costMicros(), intent);
            yield command;
          }
          case ModelOutcome.Failed failed -> failed(intent, history, call, hash, failed, given);
        };
      }
    };
  }

  /** What is to be recorded when the platform itself failed. */
  RunCommand fault(Intent intent, RunHistory history) {
    var call = callOf(intent, history);
    return new RecordModelCallFailed(
        call.runId(),
        call.step(),
        call.attempt(),
        ModelName.of(call.model()).provider(),
        call.model(),
        null,
        new CallFailure("internal", "The platform could not ask the model", true, null),
        0,
        null,
        null,
        waitAfter(history, call, null));
  }

  static RunModelCallRequested callOf(Intent intent, RunHistory history) {
    return history.modelCall(intent.attempt().step(), intent.attempt().number()).orElseThrow();
  }

  private Consumer<String> listener(RunHistory history, RunModelCallRequested call) {
    var sink = deltas.get();
    if (sink == null) {
      return _ -> {};
    }
    var index = new AtomicInteger();
    return text ->
        sink.written(
            history.tenant(),
            new RunDelta(call.runId(), call.step(), call.attempt(), index.getAndIncrement(), text));
  }

  private RecordModelCallCompleted completed(
      RunHistory history,
      RunModelCallRequested call,
      ModelRequest request,
      String hash,
      ModelOutcome.Answered answered,
      Allowance.Given given)
      throws InterruptedException {
    var message = renamed(answered.message(), call.step());
    var judged = new ArrayList<JudgedCall>(message.toolCalls().size());
    for (var wanted : message.toolCalls()) {
      judged.add(callables.judge(history, wanted));
    }
    var output =
        message.toolCalls().isEmpty()
            ? Output.of(message.text(), request.outputSchema(), schemas)
            : new Output(null, null);
    return new RecordModelCallCompleted(
        call.runId(),
        call.step(),
        call.attempt(),
        new ModelCall(
            hash,
            answered.provider(),
            call.model(),
            answered.modelAnswered(),
            told(request.parameters()),
            message,
            answered.finishReason(),
            answered.usage(),
            answered.latencyMillis(),
            answered.timeToFirstTokenMillis(),
            given.quote().bookVersion(),
            given.costOf(answered.usage())),
        judged,
        output.value(),
        output.problem());
  }

  /** Providers name calls at random; a run's prompts are to be the same whenever they are made. */
  private static Message renamed(Message message, int step) {
    var calls = new ArrayList<ToolCallRequest>(message.toolCalls().size());
    for (var wanted : message.toolCalls()) {
      calls.add(
          new ToolCallRequest(
              "call_%d_%d".formatted(step, calls.size() + 1), wanted.tool(), wanted.arguments()));
    }
    return new Message(message.role(), message.text(), List.copyOf(calls), message.callId());
  }

  private static Map<String, Object> told(ModelParameters parameters) {
    var told = new LinkedHashMap<String, Object>();
    if (parameters.temperature() != null) {
      told.put("temperature", parameters.temperature());
    }
    if (parameters.topP() != null) {
      told.put("topP", parameters.topP());
    }
    if (parameters.maxOutputTokens() != null) {
      told.put("maxOutputTokens", parameters.maxOutputTokens());
    }
    return told;
  }

  private RunCommand failed(
      Intent intent,
      RunHistory history,
      RunModelCallRequested call,
      String requestHash,
      ModelOutcome.Failed failed,
      Allowance.Given given) {
    var usage = failed.usage();
    var cost = usage == null ? null : given.costOf(usage);
    if (usage == null && NothingUsed.after(failed.failure())) {
      purse.putBack(given, intent);
    } else {
      purse.pay(given, cost, intent);
    }
    return new RecordModelCallFailed(
        call.runId(),
        call.step(),
        call.attempt(),
        failed.provider(),
        call.model(),
        requestHash,
        failed.failure(),
        failed.latencyMillis(),
        usage,
        cost,
        waitAfter(history, call, failed.failure().retryAfterMillis()));
  }

  private long waitAfter(
      RunHistory history, RunModelCallRequested call, @Nullable Long retryAfterMillis) {
    return models.millisBefore(history.failuresOf(call) + 2, retryAfterMillis);
  }
}
